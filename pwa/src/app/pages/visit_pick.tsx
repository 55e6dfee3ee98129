import { useState } from 'preact/hooks';

import { reading, type ReadingProps } from '../reading.tsx';
import { plannedVisits } from '../../casework/out.ts';
import { pupils } from '../../casework/pick.ts';
import { VisitPickView } from '../../screens/visit/VisitPickView.tsx';

function VisitPick({ book }: ReadingProps) {
  const [query, search] = useState('');
  const model = { title: 'Home visit', back: { href: '/record', label: 'Record' }, query, pupils: pupils(book, query, 'visitFor') };
  return <VisitPickView model={model} planned={plannedVisits(book)} actions={{ search }} />;
}

export default reading(VisitPick);
