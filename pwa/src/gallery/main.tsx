/** The gallery: every view with invented people. `?view=today&theme=dark&text=larger&notsent=3`. */
import { render } from 'preact';
import { placesFor } from '../ui/shell/navigation';
import { Shell } from '../ui/shell/Shell';
import '../ui/index.css';
import { exhibits } from './exhibits';
import { type Exhibit, nothing } from './show';

const asked = new URLSearchParams(window.location.search);

function Framed({ exhibit }: { exhibit: Exhibit }) {
  const { frame } = exhibit;
  if (frame === 'none') return exhibit.view();
  const alone = frame === 'page' || frame === 'screen';
  return (
    <Shell
      places={placesFor(true)}
      tab={alone ? null : frame}
      page={exhibit.name}
      unseen={2}
      notSent={Number(asked.get('notsent') ?? '3')}
      onCover={nothing}
      frame={alone ? frame : 'app'}
    >
      {exhibit.view()}
    </Shell>
  );
}

function Contents() {
  return (
    <main class="stack">
      <h1>Gallery</h1>
      <ul>
        {exhibits.map(({ name }) => (
          <li key={name}>
            <a href={`?view=${name}`}>{name}</a>
          </li>
        ))}
      </ul>
    </main>
  );
}

function start(): void {
  const theme = asked.get('theme');
  const text = asked.get('text');
  if (theme !== null) document.documentElement.setAttribute('data-theme', theme);
  if (text !== null) document.documentElement.setAttribute('data-text', text);
  const exhibit = exhibits.find(({ name }) => name === asked.get('view'));
  const root = document.getElementById('gallery');
  if (root !== null) render(exhibit === undefined ? <Contents /> : <Framed exhibit={exhibit} />, root);
  // For the tests: the list of what there is to see.
  document.documentElement.dataset['exhibits'] = exhibits.map(({ name }) => name).join(' ');
}

start();
