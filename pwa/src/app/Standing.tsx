/** What may have to be said over any page: that the tablet is about to lock, and that the password was changed elsewhere. */
import { useState } from 'preact/hooks';

import { newPassword } from './entry/attempts.ts';
import { theEngine } from './shared.ts';
import { LocksSoonView } from '../screens/account/LocksSoonView.tsx';
import { NewPasswordView } from '../screens/account/NewPasswordView.tsx';

export function LocksSoon() {
  const { door } = theEngine();
  const seconds = door.locksIn.value;
  if (seconds === null) return null;
  return <LocksSoonView seconds={seconds} onStay={() => { door.stay(); }} onLock={() => void door.lock()} />;
}

export function PasswordChanged() {
  return theEngine().trouble.value === 'password_changed' ? <Asking /> : null;
}

function Asking() {
  const [form] = useState(() => newPassword((password) => theEngine().mine.signInWith(password)));
  const { handle } = theEngine().replica().account;
  return <NewPasswordView handle={handle} model={form.model.value} actions={form.actions} />;
}
