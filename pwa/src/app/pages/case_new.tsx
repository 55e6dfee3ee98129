import { CaseForm } from '../case_form.tsx';
import { reading, type ReadingProps } from '../reading.tsx';
import { pen } from '../shared.ts';
import { to } from '../../casework/addresses.ts';
import { NEW_CASE } from '../../casework/arrangements.ts';
import { newRecord } from '../../casework/defaults.ts';
import { newest } from '../../casework/forms.ts';

function CaseNew({ book }: ReadingProps) {
  return (
    <CaseForm
      book={book}
      start={() => newRecord(newest('case'), pen().author)}
      around={{ back: { href: to('caseload'), label: 'Caseload' }, arrangement: NEW_CASE }}
      hidden={[]}
    />
  );
}

export default reading(CaseNew);
