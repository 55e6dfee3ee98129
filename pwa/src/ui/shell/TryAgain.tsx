/** Where a part did not come: opens Beside anew where the server is reached, and says so where it is not. */
import { useState } from 'preact/hooks';

import { Button, type ButtonKind } from '../kit/Button';
import { openAnew } from './lazy';

interface TryAgainProps {
  readonly kind?: ButtonKind | undefined;
  readonly wide?: boolean | undefined;
}

export function TryAgain({ kind, wide }: TryAgainProps) {
  const [now, setNow] = useState<'rests' | 'asks' | 'alone'>('rests');
  const press = async (): Promise<void> => {
    setNow('asks');
    if (!(await openAnew())) setNow('alone');
  };
  return (
    <>
      <Button kind={kind} wide={wide} busy={now === 'asks' ? 'Trying …' : undefined} onPress={() => void press()}>
        Try again
      </Button>
      <p role="status" class="strong">{now === 'alone' ? 'The server cannot be reached. Connect to the network first.' : ''}</p>
    </>
  );
}
