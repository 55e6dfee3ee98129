import { useEffect, useState } from 'preact/hooks';

import { expectNewPassword, newPasswordFault } from '../entry/door.ts';
import { WRONG_PASSWORD } from '../entry/told.ts';
import { useDoing } from '../people/doing.ts';
import { reading, type ReadingProps } from '../reading.tsx';
import { theEngine } from '../shared.ts';
import type { PasswordActions } from '../../screens/more/model.ts';
import { PasswordView } from '../../screens/more/PasswordView.tsx';
import { Refused } from '../../sync/encoding.ts';
import { ServerRefused } from '../../store/api.ts';

function Password({ book }: ReadingProps) {
  const { mine, replica } = theEngine();
  const { busy, error, run } = useDoing();
  const [typed, setTyped] = useState<{ readonly old: string | null; readonly fresh: string | null }>({ old: null, fresh: null });
  const [fault, setFault] = useState<string | null>(null);
  const [wrong, setWrong] = useState(false);
  const [done, setDone] = useState(false);
  useEffect(expectNewPassword, []);
  const attempt = async (): Promise<void> => {
    setWrong(false);
    try {
      await mine.changePassword(typed.old ?? '', typed.fresh ?? '');
      setTyped({ old: null, fresh: null });
      setDone(true);
    } catch (refused) {
      if (!isWrong(refused)) throw refused;
      setWrong(true);
    }
  };
  const actions: PasswordActions = {
    change: (field, words) => { setTyped((before) => ({ ...before, [field]: words })); },
    keep: () => {
      const found = newPasswordFault(typed.fresh, [replica().account.handle, book.nameOf(book.me), book.team.schoolName]);
      setFault(found);
      if (found === null) run('Changing it …', attempt);
    },
  };
  const errors = fault === null ? {} : { fresh: fault };
  const model = { ...typed, errors, done, handle: replica().account.handle, busy, error: wrong ? WRONG_PASSWORD : error };
  return <PasswordView model={model} actions={actions} />;
}

function isWrong(error: unknown): boolean {
  return (error instanceof ServerRefused || error instanceof Refused) && (error.code === 'sign_in_refused' || error.code === 'malformed');
}

export default reading(Password);
