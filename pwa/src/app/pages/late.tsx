import { useEffect, useState } from 'preact/hooks';

import { saidOf } from '../entry/told.ts';
import { handedIn, lookAgain } from '../handed_in.ts';
import { reading, type ReadingProps } from '../reading.tsx';
import { said, theEngine } from '../shared.ts';
import { to } from '../../casework/addresses.ts';
import { lateModel, REASONS } from '../../casework/late.ts';
import { LateView } from '../../screens/record/LateView.tsx';
import type { LateEntry } from '../../store/late.ts';
import type { Change } from '../../sync/op.ts';
import { announce } from '../../ui/shell/announce.ts';
import { go, here } from '../../ui/shell/router.ts';
import { ButtonLink } from '../../ui/kit/Button.tsx';
import { EmptyState } from '../../ui/kit/EmptyState.tsx';

/** Written too late: after a case was handed over, or a device was locked out. Whoever may decides, once. */
function Late({ book, params }: ReadingProps) {
  const late = book.source.carriage.late.find(({ id }) => id === params['late']) ?? null;
  const entry = handedIn.value.find(({ id }) => id === params['late']) ?? null;
  const { changes, trouble } = useChanges(entry);
  if (late === null || entry === null) return <Decided />;
  const decide = (work: Promise<void>, done: string): void => {
    const page = here.value;
    work.then(() => lookAgain(theEngine())).then(
      () => {
        announce(done);
        // Whoever has gone elsewhere meanwhile stays there.
        if (here.value === page) go(to('inbox'), { replace: true });
      },
      (error: unknown) => { said.value = saidOf(error); },
    );
  };
  return (
    <LateView
      model={lateModel(book, late, changes, trouble)}
      reasons={REASONS}
      actions={{
        take: () => { decide(theEngine().sharing.takeLate(entry), 'Taken. It is in the case now.'); },
        leaveOut: (reason) => { decide(theEngine().sharing.setLateAside(entry, reason), 'Left out.'); },
      }}
    />
  );
}

interface Opening {
  readonly changes: readonly Change[] | null;
  readonly trouble: string | null;
}

/** What it would change, once it is opened. */
function useChanges(entry: LateEntry | null): Opening {
  const [opening, setOpening] = useState<Opening>({ changes: null, trouble: null });
  useEffect(() => {
    if (entry === null) return;
    theEngine().sharing.lateChanges(entry).then(
      (changes) => { setOpening({ changes, trouble: null }); },
      (error: unknown) => { setOpening({ changes: [], trouble: `It cannot be read here: ${saidOf(error)}` }); },
    );
  }, [entry?.id]);
  return opening;
}

function Decided() {
  return (
    <>
      <h1 tabIndex={-1}>Nothing is waiting here</h1>
      <EmptyState title="It has been decided, or this device has not heard of it." action={<ButtonLink href={to('inbox')}>Go to the inbox</ButtonLink>}>
        What is waiting for you is in the inbox.
      </EmptyState>
    </>
  );
}

export default reading(Late);
