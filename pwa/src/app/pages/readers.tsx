import { type CaseProps, readingCase } from '../reading.tsx';
import { said, theEngine } from '../shared.ts';
import { saidOf } from '../entry/door.ts';
import { readers } from '../../casework/readers.ts';
import { ReadersView } from '../../screens/record/ReadersView.tsx';
import { share, unshare } from '../../store/house.ts';

function Readers({ book, place }: CaseProps) {
  const change = async (act: typeof share, member: string): Promise<void> => {
    try {
      await act(theEngine().replica(), place.id, member);
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
