import { useEffect, useState } from 'preact/hooks';

import { reading, type ReadingProps } from '../reading.tsx';
import { theEngine } from '../shared.ts';
import { to } from '../../casework/addresses.ts';
import { type SaidAside, setAsideModel } from '../../casework/set_aside.ts';
import { SetAsideView } from '../../screens/record/SetAsideView.tsx';
import { ButtonLink } from '../../ui/kit/Button.tsx';
import { EmptyState } from '../../ui/kit/EmptyState.tsx';

/** Something that could not be sent, or taken in: what it says. */
function SetAside({ book, params }: ReadingProps) {
  const aside = book.source.carriage.aside.find(({ id }) => id === params['aside']) ?? null;
  const said = useSaid(params['aside'] ?? '', aside !== null);
  return aside === null ? <Settled /> : <SetAsideView model={setAsideModel(book, aside, said)} />;
}

/** What it says, once it is opened; null where it cannot be. */
function useSaid(id: string, isThere: boolean): SaidAside | null | undefined {
  const [said, setSaid] = useState<SaidAside | null | undefined>(undefined);
  useEffect(() => {
    if (isThere) theEngine().read.aside(Number(id)).then(setSaid, () => { setSaid(null); });
  }, [id, isThere]);
  return said;
}

function Settled() {
  return (
    <>
      <h1 tabIndex={-1}>Nothing is set aside here</h1>
      <EmptyState title="It has been taken since, or this device has not heard of it." action={<ButtonLink href={to('where')}>Where is it?</ButtonLink>}>
        What could not be sent or read is under “Where is it?”.
      </EmptyState>
    </>
  );
}

export default reading(SetAside);
