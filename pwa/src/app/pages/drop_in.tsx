import { DropInForm } from '../drop_in_form.tsx';
import { reading, type ReadingProps } from '../reading.tsx';
import { pen } from '../shared.ts';
import { to } from '../../casework/addresses.ts';
import { newRecord } from '../../casework/defaults.ts';
import { aboveDropIn } from '../../casework/drop_in_page.ts';
import { newest } from '../../casework/forms.ts';

function DropIn({ book }: ReadingProps) {
  return (
    <DropInForm
      book={book}
      start={() => newRecord(newest('drop_in'), pen().author)}
      around={{ above: aboveDropIn(book), back: { href: to('chooser'), label: 'Record' }, fromPaper: false }}
      after={() => to('today')}
    />
  );
}

export default reading(DropIn);
