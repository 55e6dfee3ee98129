/** The pages before the app: which one stands at an address while nobody is signed in, or the tablet is locked. */
import { useEffect, useState } from 'preact/hooks';

import { broughtTo } from './brought.ts';
import { JoinPage, LetInPage, UnlockPage } from './ComingIn.tsx';
import { installFirst } from './install.ts';
import { askServer, says } from './server.ts';
import { RootPage, SetUpPage } from './SettingUp.tsx';
import { theEngine } from '../running.ts';
import { ChooseView } from '../../screens/account/ChooseView.tsx';
import { MishapView } from '../../screens/account/MishapView.tsx';
import { WelcomeView } from '../../screens/account/WelcomeView.tsx';
import { ENTRIES, titleOf } from '../../screens/routes.ts';
import { go, here, match } from '../../ui/shell/router.ts';

export default function Entering() {
  const at = match(ENTRIES, here.value)?.name ?? null;
  useEffect(() => void askServer(window, theEngine().known.peek().length === 0), []);
  useEffect(() => {
    document.title = titleOf(at);
  }, [at]);
  const text = broughtTo(here.value);
  const key = `${at ?? ''} ${text ?? ''}`;
  switch (at) {
    case 'let_in':
    case 'sign_in':
      return <LetInPage key={key} brought={text} />;
    case 'join':
      return <JoinPage key={key} brought={text} />;
    case 'set_up':
      return <SetUpPage key={key} brought={text} />;
    case 'by_root':
      return <RootPage />;
    case 'forgotten':
    case 'new_tablet':
    case 'lost_tablet':
      return <MishapView mishap={at} back={{ href: '/', label: 'Back' }} />;
    case 'welcome':
      return <Welcome />;
    case null:
      return <Known />;
  }
}

function Welcome() {
  const { name, setUp, here: erased } = says.value;
  const known = theEngine().known.value.length > 0;
  return <WelcomeView model={{ school: name, setUp, known, install: installFirst(), erased: known ? null : erased }} />;
}

/** Whoever was here last opens the tablet again; somebody else is one press away. */
function Known() {
  const { known } = theEngine();
  const [chosen, choose] = useState<string | null>(null);
  const [asking, ask] = useState(false);
  const first = known.value.find(({ name }) => name === chosen) ?? known.value[0];
  if (first === undefined) return <Welcome />;
  if (asking) {
    const pick = (name: string): void => {
      choose(name);
      ask(false);
    };
    const lines = known.value.map(({ name, handle, ended, notSent }) => ({ name, handle, ended, hasUnsent: notSent > 0 }));
    return <ChooseView known={lines} choose={pick} />;
  }
  const somebodyElse = (): void => {
    if (known.value.length > 1) ask(true);
    else go('/welcome');
  };
  return <UnlockPage key={first.name} known={first} somebodyElse={somebodyElse} />;
}
