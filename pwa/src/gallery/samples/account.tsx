/** Before the app: first run, signing in, unlocking, the mishaps. Everybody here is invented. */
import type { ComponentChildren } from 'preact';
import { TOLD } from '../../app/platform';
import { ChooseView } from '../../screens/account/ChooseView';
import { JoinView } from '../../screens/account/JoinView';
import { LockedOutView } from '../../screens/account/LockedOutView';
import { LocksSoonView } from '../../screens/account/LocksSoonView';
import { MishapView } from '../../screens/account/MishapView';
import { NewPasswordView } from '../../screens/account/NewPasswordView';
import { RootView } from '../../screens/account/RootView';
import { SetUpView } from '../../screens/account/SetUpView';
import { SheetView } from '../../screens/account/SheetView';
import { SignInView } from '../../screens/account/SignInView';
import { TroubleView } from '../../screens/account/TroubleView';
import { UnlockView } from '../../screens/account/UnlockView';
import { WelcomeView } from '../../screens/account/WelcomeView';
import { Cover } from '../../ui/shell/Cover';
import { AtRiskDialog } from '../../ui/shell/AtRisk';
import { type Exhibit, nothing } from '../show';
import { AT_RISK } from './people';

const CALM = { busy: null, error: null };
const BACK = { href: '/sign-in', label: 'Back' };

const SCHOOL = { name: 'Larchwood School', address: 'beside.larchwood.example' };
const UNNAMED = { ...SCHOOL, name: null };

const WORDS = ['larch', 'river', 'candle', 'orbit', 'maple', 'quiet', 'stone', 'violin', 'amber', 'ferry', 'glove', 'hinge', 'island', 'jacket', 'kettle', 'lemon', 'mirror', 'needle', 'ocean', 'pencil', 'quilt', 'ribbon', 'saddle', 'timber'];

function show(name: string, view: () => ComponentChildren): Exhibit {
  return { name, frame: 'none', view: () => <>{view()}</> };
}

export const account: readonly Exhibit[] = [
  show('unlock', () => (
    <UnlockView
      school={SCHOOL}
      model={{ ...CALM, name: 'sam', handle: 'sam', password: null, passkey: true, hasUnsent: true, noRoom: false, displacedBy: null }}
      actions={{ password: nothing, open: nothing, touch: nothing, somebodyElse: nothing }}
    />
  )),
  show('unlock-wrong', () => (
    <UnlockView
      school={SCHOOL}
      model={{ busy: 'Wait 18 seconds …', error: 'That is not the password of this account. Look at it with “Show”, then try again.', name: 'sam', handle: 'sam', password: 'x', passkey: false, hasUnsent: true, noRoom: true, displacedBy: 'kit' }}
      actions={{ password: nothing, open: nothing, touch: nothing, somebodyElse: nothing }}
    />
  )),
  show('locks-soon', () => <LocksSoonView seconds={42} onStay={nothing} onLock={nothing} />),
  {
    name: 'new-password',
    frame: 'today',
    above: () => (
      <NewPasswordView
        handle="sam"
        model={{ password: 'x', busy: null, error: 'That is not the password of this account. Look at it with “Show”, then try again.' }}
        actions={{ password: nothing, goOn: nothing }}
      />
    ),
    view: () => <h1>Today</h1>,
  },
  { name: 'locked-out', frame: 'today', above: () => <LockedOutView />, view: () => <h1>Today</h1> },
  show('choose', () => (
    <ChooseView known={[{ name: 'a', handle: 'sam', ended: false, hasUnsent: true }, { name: 'b', handle: 'priya', ended: false, hasUnsent: false }, { name: 'c', handle: 'sam', ended: true, hasUnsent: true }]} choose={nothing} />
  )),
  show('sign-in', () => (
    <SignInView school={SCHOOL} carried={null} model={{ ...CALM, handle: null, password: null, link: null }} actions={{ change: nothing, signIn: nothing }} />
  )),
  show('sign-in-as', () => (
    <SignInView
      school={SCHOOL}
      carried={{ install: TOLD.erased_after_a_week, copied: true, copy: nothing }}
      model={{ ...CALM, handle: 'sam', password: null, link: 'x' }}
      actions={{ change: nothing, signIn: nothing }}
    />
  )),
  show('sign-in-unnamed', () => (
    <SignInView school={UNNAMED} carried={null} model={{ ...CALM, handle: null, password: null, link: null }} actions={{ change: nothing, signIn: nothing }} />
  )),
  show('welcome', () => <WelcomeView model={{ school: 'Larchwood School', setUp: false, known: true, install: TOLD.erased_after_a_week, erased: null }} />),
  show('welcome-new', () => <WelcomeView model={{ school: null, setUp: true, known: false, install: null, erased: null }} />),
  show('welcome-erased', () => <WelcomeView model={{ school: 'Larchwood School', setUp: false, known: false, install: null, erased: 'sam' }} />),
  show('join', () => (
    <JoinView
      school={SCHOOL}
      carried={null}
      model={{ ...CALM, invited: 'You are invited as learning mentor.', renews: false, code: null, name: null, handle: null, password: 'abc', errors: { password: 'Make it longer: four or five words.' } }}
      actions={{ change: nothing, join: nothing }}
    />
  )),
  show('join-unnamed', () => (
    <JoinView
      school={UNNAMED}
      carried={null}
      model={{ ...CALM, invited: 'You are invited as learning mentor.', renews: false, code: null, name: null, handle: null, password: null, errors: {} }}
      actions={{ change: nothing, join: nothing }}
    />
  )),
  show('join-again', () => (
    <JoinView
      school={SCHOOL}
      carried={null}
      model={{ ...CALM, invited: 'An administrator lets you back in. Your name, your role and your cases stay yours.', renews: true, code: null, name: null, handle: 'sam', password: null, errors: {} }}
      actions={{ change: nothing, join: nothing }}
    />
  )),
  show('invitation', () => (
    <JoinView
      school={SCHOOL}
      carried={null}
      model={{ busy: null, error: 'This invitation was used, withdrawn, or is too old. Ask an administrator of your school for a new one.', invited: null, renews: false, code: 'x', name: null, handle: null, password: null, errors: {} }}
      actions={{ change: nothing, join: nothing }}
    />
  )),
  show('root-sheet', () => (
    <RootView school={SCHOOL} model={{ ...CALM, words: null, name: null, handle: null, password: null, errors: {} }} actions={{ change: nothing, goOn: nothing }} />
  )),
  show('set-up', () => (
    <SetUpView model={{ ...CALM, school: null, name: null, handle: null, password: null, setUpCode: null, errors: {} }} actions={{ change: nothing, goOn: nothing }} />
  )),
  show('sheet', () => (
    <SheetView
      model={{ ...CALM, which: 'recovery', school: 'Larchwood School', made: '24 November 2026', words: WORDS, asked: null, typed: {}, address: 'beside.larchwood.example', setUpCode: null }}
      actions={{ print: nothing, printed: nothing, type: nothing, check: nothing, changeCode: nothing, again: nothing }}
    />
  )),
  show('sheet-typed', () => (
    <SheetView
      model={{ busy: null, error: 'Word 9 is not the one on the sheet. Look again.', which: 'root', school: 'Larchwood School', made: '24 November 2026', words: WORDS, asked: [3, 9, 20], typed: { 3: 'candle' }, address: 'beside.larchwood.example', setUpCode: null }}
      actions={{ print: nothing, printed: nothing, type: nothing, check: nothing, changeCode: nothing, again: nothing }}
    />
  )),
  show('forgotten', () => <MishapView mishap="forgotten" back={BACK} />),
  show('new-tablet', () => <MishapView mishap="new_tablet" back={BACK} />),
  show('lost-tablet', () => <MishapView mishap="lost_tablet" back={BACK} />),
  show('trouble', () => (
    <TroubleView
      model={{ title: 'This window keeps nothing', because: 'It is a private window: what you write would be gone when you close it.', remedy: 'Open Beside in an ordinary window, or from the home screen.', action: { label: 'Try again', act: nothing } }}
    />
  )),
  { name: 'cover', frame: 'screen', view: () => <Cover clock="10:04" onUncover={nothing} /> },
  { name: 'at-risk', frame: 'page', view: () => <AtRiskDialog {...AT_RISK} onClose={nothing} /> },
];
