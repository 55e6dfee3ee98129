import { useState } from 'preact/hooks';

import { reading, type ReadingProps } from '../reading.tsx';
import { pupils } from '../../casework/pick.ts';
import { plannedToday } from '../../casework/safety_page.ts';
import { VisitPickView } from '../../screens/visit/VisitPickView.tsx';

function VisitPick({ book }: ReadingProps) {
  const [query, search] = useState('');
  const model = { title: 'Home visit', back: { href: '/record', label: 'Record' }, query, pupils: pupils(book, query, 'visitFor') };
  return <VisitPickView model={model} planned={plannedToday(book)} actions={{ search }} />;
}

export default reading(VisitPick);
