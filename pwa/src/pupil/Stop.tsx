/** Stopping when one likes, without asking for anybody. It cannot be taken back in this sitting, so it is asked once. */
import { useState } from 'preact/hooks';
import { Button } from '../ui/kit/Button';
import { Dialog } from '../ui/kit/Dialog';
import type { PupilProps } from './model';

export function Stop({ actions }: PupilProps) {
  const [asks, setAsks] = useState(false);
  return (
    <>
      <button type="button" class="pupil-link" onClick={() => { setAsks(true); }}>
        Stop
      </button>
      <Dialog
        title="Stop for today?"
        open={asks}
        onClose={() => { setAsks(false); }}
        actions={
          <>
            <Button kind="filled" onPress={() => { setAsks(false); }}>No, go on</Button>
            <Button onPress={() => { setAsks(false); actions.touch({ do: 'stop' }); }}>Stop here for today</Button>
          </>
        }
      >
        <p>What you pressed is put away. You can go on with the rest another day.</p>
      </Dialog>
    </>
  );
}
