/** What may have to be said over any page: that the tablet is about to lock, that the password was changed elsewhere, that it is locked out. */
import { useState } from 'preact/hooks';

import { newPassword } from './entry/attempts.ts';
import { theEngine } from './shared.ts';
import { LockedOutView } from '../screens/account/LockedOutView.tsx';
import { LocksSoonView } from '../screens/account/LocksSoonView.tsx';
import { NewPasswordView } from '../screens/account/NewPasswordView.tsx';

export function LocksSoon() {
  const { door } = theEngine();
  const seconds = door.locksIn.value;
  if (seconds === null) return null;
  return <LocksSoonView seconds={seconds} onStay={() => { door.stay(); }} onLock={() => void door.lock()} />;
}

/** What keeps everything that is written here from colleagues, until something is done about it. */
export function ShutOut() {
  const trouble = theEngine().trouble.value;
  if (trouble === 'revoked_device') return <LockedOutView />;
  return trouble === 'password_changed' ? <Asking /> : null;
}

function Asking() {
  const [form] = useState(() => newPassword((password) => theEngine().mine.signInWith(password)));
  const { handle } = theEngine().replica().account;
  return <NewPasswordView handle={handle} model={form.model.value} actions={form.actions} />;
}
