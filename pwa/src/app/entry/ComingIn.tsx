/** Signing in on a new device, joining with an invitation, and opening a locked tablet. */
import { useState } from 'preact/hooks';

import { joining, lettingIn, unlocking } from './attempts.ts';
import { type Known, readLetIn } from './door.ts';
import { waysIn } from './ways.ts';
import { theEngine } from '../shared.ts';
import { JoinView } from '../../screens/account/JoinView.tsx';
import { SignInView } from '../../screens/account/SignInView.tsx';
import { UnlockView } from '../../screens/account/UnlockView.tsx';

/** The school's name is sealed like everything else: before somebody is in, the address stands for it. */
const atAddress = (): string => window.location.hostname;

export interface BroughtProps {
  readonly brought: string | null;
}

export function LetInPage({ brought }: BroughtProps) {
  const [form] = useState(() => lettingIn(waysIn(theEngine()), atAddress(), brought === null ? null : readLetIn(brought)));
  return <SignInView model={form.model.value} actions={form.actions} />;
}

export function JoinPage({ brought }: BroughtProps) {
  const [form] = useState(() => joining(waysIn(theEngine()), atAddress(), brought));
  return <JoinView model={form.model.value} actions={form.actions} />;
}

export function UnlockPage({ known, somebodyElse }: { readonly known: Known; readonly somebodyElse: () => void }) {
  const [form] = useState(() => unlocking(waysIn(theEngine()), known, atAddress(), somebodyElse));
  return <UnlockView model={form.model.value} actions={form.actions} />;
}
