/**
 * The gallery: every view with invented people. `?view=today&theme=dark&text=larger&notsent=3`.
 *
 * At the event `exhibit` it shows what the event's detail names in the same words, so that a test can walk through all of them
 * on one page; the address stays, and going back belongs to the exhibit.
 */
import { render } from 'preact';
import { announcement } from '../ui/shell/announce';
import { uncover } from '../ui/shell/cover';
import { placesFor } from '../ui/shell/navigation';
import { Shell } from '../ui/shell/Shell';
import '../ui/index.css';
import { exhibits } from './exhibits';
import { type Exhibit, nothing } from './show';

function Framed({ exhibit, notSent }: { exhibit: Exhibit; notSent: number }) {
  const { frame } = exhibit;
  if (frame === 'none') return exhibit.view();
  return (
    <>
      {exhibit.above?.()}
      <InShell exhibit={exhibit} notSent={notSent} />
    </>
  );
}

function InShell({ exhibit, notSent }: { exhibit: Exhibit; notSent: number }) {
  const { frame } = exhibit;
  const alone = frame === 'page' || frame === 'screen';
  return (
    <Shell
      places={placesFor(true)}
      tab={alone || frame === 'none' ? null : frame}
      page={exhibit.name}
      unseen={2}
      notSent={notSent}
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

function give(attribute: string, value: string | null): void {
  if (value === null) document.documentElement.removeAttribute(attribute);
  else document.documentElement.setAttribute(attribute, value);
}

function show(query: string): void {
  const asked = new URLSearchParams(query);
  give('data-theme', asked.get('theme'));
  give('data-text', asked.get('text'));
  const root = document.getElementById('gallery');
  if (root === null) return;
  // Nothing of the exhibit before stays.
  render(null, root);
  uncover();
  announcement.value = { text: '', turn: 0 };
  const exhibit = exhibits.find(({ name }) => name === asked.get('view'));
  const notSent = Number(asked.get('notsent') ?? '3');
  render(exhibit === undefined ? <Contents /> : <Framed exhibit={exhibit} notSent={notSent} />, root);
}

window.addEventListener('exhibit', (event) => { show((event as CustomEvent<string>).detail); });
show(window.location.search);
// For the tests: the list of what there is to see.
document.documentElement.dataset['exhibits'] = exhibits.map(({ name }) => name).join(' ');
