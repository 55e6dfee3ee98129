/** Above a form that was found half filled in, or that is open in another tab as well. */
import { useState } from 'preact/hooks';
import { dayOf, moment } from '../dates';
import { Button } from '../kit/Button';
import { Dialog } from '../kit/Dialog';
import { Notice } from '../kit/Notice';
import type { KeptForm } from './rendering';

export interface KeptNoticeProps {
  readonly kept: KeptForm | undefined;
  readonly today: string;
}

export function KeptNotice({ kept, today }: KeptNoticeProps) {
  if (kept?.isElsewhere === true) {
    return (
      <Notice kind="warn" title="This form is open in another tab as well.">
        Go on there: only what is written there is kept as you write.
      </Notice>
    );
  }
  return kept === undefined || kept.since === null ? null : <FromBefore since={kept.since} today={today} startAfresh={kept.startAfresh} />;
}

interface FromBeforeProps {
  readonly since: number;
  readonly today: string;
  readonly startAfresh: () => void;
}

function FromBefore({ since, today, startAfresh }: FromBeforeProps) {
  const [asks, ask] = useState(false);
  return (
    <>
      <Notice title="Kept from before" action={<Button kind="quiet" onPress={() => { ask(true); }}>Start afresh</Button>}>
        You wrote this {dayOf(since) === today ? 'today at' : 'on'} {moment(since, today)}. It is not saved yet.
      </Notice>
      <Dialog
        title="Throw away what you wrote?"
        open={asks}
        onClose={() => { ask(false); }}
        actions={
          <>
            <Button kind="danger" onPress={() => { ask(false); startAfresh(); }}>
              Throw it away
            </Button>
            <Button onPress={() => { ask(false); }}>Keep it</Button>
          </>
        }
      >
        <p>The form is empty then, and what you wrote in it is gone.</p>
      </Dialog>
    </>
  );
}
