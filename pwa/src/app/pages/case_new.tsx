import { CaseForm } from '../case_form.tsx';
import { reading, type ReadingProps } from '../reading.tsx';
import { pen } from '../shared.ts';
import { to } from '../../casework/addresses.ts';
import { newRecord } from '../../casework/defaults.ts';
import { newest } from '../../casework/forms.ts';

function CaseNew({ book }: ReadingProps) {
  return (
    <CaseForm
      book={book}
      start={() => newRecord(newest('case'), pen().author)}
      around={{ back: { href: to('caseload'), label: 'Caseload' }, arrangement: ARRANGEMENT }}
      hidden={[]}
    />
  );
}

const ARRANGEMENT = { only: ['pupil', 'support', 'home'], folded: ['home'], later: ['home_language', 'practice', 'plans', 'focus_other'] };

export default reading(CaseNew);
