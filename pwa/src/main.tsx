/** Where the app starts. */
import { render } from 'preact';

import { startUpdates } from './app/update';

function App() {
  return (
    <main>
      <h1>Beside</h1>
    </main>
  );
}

startUpdates(navigator.serviceWorker, () => {
  location.reload();
});

const root = document.getElementById('app');
if (root !== null) render(<App />, root);
