/** The pages before the app: which one stands at an address while nobody is signed in, or the tablet is locked. */
import { useState } from 'preact/hooks';

import { brought } from './brought.ts';
import { JoinPage, LetInPage, UnlockPage } from './ComingIn.tsx';
import { SetUpPage } from './SettingUp.tsx';
import { theEngine } from '../shared.ts';
import { MishapView } from '../../screens/account/MishapView.tsx';
import { WelcomeView } from '../../screens/account/WelcomeView.tsx';
import { ENTRIES } from '../../screens/routes.ts';
import { go, here, match } from '../../ui/shell/router.ts';

const BACK = { href: '/welcome', label: 'Back' };

export default function Entering() {
  const at = match(ENTRIES, here.value)?.name ?? null;
  switch (at) {
    case 'let_in':
    case 'sign_in':
      return <LetInPage key={at} brought={brought()} />;
    case 'join':
      return <JoinPage brought={brought()} />;
    case 'set_up':
      return <SetUpPage brought={brought()} />;
    case 'forgotten':
    case 'new_tablet':
    case 'lost_tablet':
      return <MishapView mishap={at} back={BACK} />;
    case 'welcome':
      return <WelcomeView school={null} setUp={false} />;
    case null:
      return <Known />;
  }
}

/** Whoever is known here opens the tablet again; with several, one after the other is offered. */
function Known() {
  const [offered, offer] = useState(0);
  const { known } = theEngine();
  const one = known.value[offered];
  if (one === undefined) return <WelcomeView school={null} setUp={false} />;
  const somebodyElse = (): void => {
    if (offered + 1 < known.value.length) offer(offered + 1);
    else go('/welcome');
  };
  return <UnlockPage key={one.name} known={one} somebodyElse={somebodyElse} />;
}
