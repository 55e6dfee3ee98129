/** Where the app starts. */
import { render } from 'preact';

import { takeBrought } from './app/entry/brought.ts';
import { heedMissing } from './app/missing.ts';
import { TOLD } from './app/platform.ts';
import { Root } from './app/Root.tsx';
import { start } from './app/start.ts';
import { TroubleView } from './screens/account/TroubleView.tsx';
import './ui/index.css';

async function main(root: Element): Promise<void> {
  takeBrought(window);
  heedMissing(window);
  const hindrance = await start();
  // What said that nothing had opened yet.
  root.replaceChildren();
  if (hindrance === null) {
    render(<Root />, root);
    return;
  }
  const { title, words, remedy } = TOLD[hindrance];
  const action = { label: 'Try again', act: () => { location.reload(); } };
  render(<TroubleView model={{ title, because: words, remedy, action }} />, root);
}

const root = document.getElementById('app');
if (root !== null) void main(root);
