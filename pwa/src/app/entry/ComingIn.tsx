/** Signing in on a new device, joining with an invitation, and opening a locked tablet. */
import { useState } from 'preact/hooks';

import { joining, lettingIn, unlocking } from './attempts.ts';
import type { Known } from './door.ts';
import { useCarried } from './install.ts';
import { schoolHere } from './server.ts';
import { countWrong, forgive, waitOf } from './slowing.ts';
import { waysIn } from './ways.ts';
import { theEngine } from '../running.ts';
import { JoinView } from '../../screens/account/JoinView.tsx';
import { SignInView } from '../../screens/account/SignInView.tsx';
import { UnlockView } from '../../screens/account/UnlockView.tsx';

export interface BroughtProps {
  readonly brought: string | null;
}

export function LetInPage({ brought }: BroughtProps) {
  const [form] = useState(() => lettingIn(waysIn(theEngine()), brought));
  return <SignInView model={form.model.value} actions={form.actions} school={schoolHere.value} carried={useCarried('let-in', brought)} />;
}

export function JoinPage({ brought }: BroughtProps) {
  const [form] = useState(() => joining(waysIn(theEngine()), brought, handleOf));
  return <JoinView model={form.model.value} actions={form.actions} school={schoolHere.value} carried={useCarried('join', brought)} />;
}

/** The sign-in name of a member whose records are on this tablet. */
function handleOf(member: string): string | null {
  return theEngine().known.peek().find((known) => known.member === member)?.handle ?? null;
}

export function UnlockPage({ known, somebodyElse }: { readonly known: Known; readonly somebodyElse: () => void }) {
  const [form] = useState(() => unlocking(waysIn(theEngine()), known, slowingFor(known.name), somebodyElse));
  // How much is not sent, whether a touch opens it, and who is here instead is known a moment after the tablet was locked.
  const displacedBy = theEngine().door.displacedBy.value;
  const model = { ...form.model.value, passkey: known.passkey, hasUnsent: known.notSent > 0, noRoom: known.noRoom, displacedBy };
  return <UnlockView model={model} actions={form.actions} school={schoolHere.value} />;
}

function slowingFor(account: string): Parameters<typeof unlocking>[2] {
  return {
    wait: () => waitOf(localStorage, account, Date.now()),
    wrong: () => { countWrong(localStorage, account, Date.now()); },
    right: () => { forgive(localStorage, account); },
  };
}
