/** Where the pupil's own document starts. It shares no key and no record with the app. */
import { render } from 'preact';

function PupilApp() {
  return (
    <main>
      <h1>Beside</h1>
    </main>
  );
}

const root = document.getElementById('pupil');
if (root !== null) render(<PupilApp />, root);
