import { useState } from 'preact/hooks';

import { NotHere, reading, type ReadingProps } from '../reading.tsx';
import { to } from '../../casework/addresses.ts';
import { newest } from '../../casework/forms.ts';
import { isEntered } from '../../casework/from_paper.ts';
import { pupils } from '../../casework/pick.ts';
import { PickView } from '../../screens/record/PickView.tsx';

function FromPaperPick({ book, params }: ReadingProps) {
  const [query, search] = useState('');
  const form = params['form'];
  if (!isEntered(form)) return <NotHere />;
  const back = { href: to('fromPaper'), label: 'From paper' };
  const model = { title: `${newest(form).label}, from paper`, back, query, pupils: pupils(book, query, 'enter', { form }) };
  return <PickView model={model} actions={{ search }} />;
}

export default reading(FromPaperPick);
