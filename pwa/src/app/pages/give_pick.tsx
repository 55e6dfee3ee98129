import { useState } from 'preact/hooks';

import { reading, type ReadingProps } from '../reading.tsx';
import { pupils } from '../../casework/pick.ts';
import { PickView } from '../../screens/record/PickView.tsx';
import { words } from '../../ui/words.ts';

function GivePick({ book }: ReadingProps) {
  const [query, search] = useState('');
  const title = `Give to a ${words.value.pupil}`;
  const model = { title, back: { href: '/record', label: 'Record' }, query, pupils: pupils(book, query, 'giveFor') };
  return <PickView model={model} actions={{ search }} />;
}

export default reading(GivePick);
