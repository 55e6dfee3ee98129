import { useState } from 'preact/hooks';

import { reading, type ReadingProps } from '../reading.tsx';
import { pupils } from '../../casework/pick.ts';
import { PickView } from '../../screens/record/PickView.tsx';

function SessionPick({ book }: ReadingProps) {
  const [query, search] = useState('');
  const model = { title: 'Session note', back: { href: '/record', label: 'Record' }, query, pupils: pupils(book, query, 'sessionFor') };
  return <PickView model={model} actions={{ search }} />;
}

export default reading(SessionPick);
