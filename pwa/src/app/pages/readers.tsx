import { type CaseProps, readingCase } from '../reading.tsx';
import { said, theEngine } from '../shared.ts';
import { saidOf } from '../entry/told.ts';
import { readers } from '../../casework/readers.ts';
import { ReadersView } from '../../screens/record/ReadersView.tsx';

function Readers({ book, place }: CaseProps) {
  const { share, unshare } = theEngine().sharing;
  const change = async (act: typeof share, member: string): Promise<void> => {
    try {
      await act(place.id, member);
      await theEngine().exchange();
    } catch (error) {
      said.value = saidOf(error);
    }
  };
  return (
    <ReadersView
      model={readers(book, place)}
      actions={{ share: (member) => void change(share, member), remove: (member) => void change(unshare, member) }}
    />
  );
}

export default readingCase(Readers);
