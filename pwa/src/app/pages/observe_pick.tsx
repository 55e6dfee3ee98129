import { useState } from 'preact/hooks';

import { reading, type ReadingProps } from '../reading.tsx';
import { pupilsToObserve } from '../../casework/pick.ts';
import { PickView } from '../../screens/record/PickView.tsx';

function ObservePick({ book }: ReadingProps) {
  const [query, search] = useState('');
  const model = { title: 'Observe a lesson', back: { href: '/record', label: 'Record' }, query, pupils: pupilsToObserve(book, query) };
  return <PickView model={model} actions={{ search }} />;
}

export default reading(ObservePick);
