import { marks } from '../marks.ts';
import { keep, pen } from '../shared.ts';
import { reading, type ReadingProps } from '../reading.tsx';
import { ended } from '../../casework/acts/appointments.ts';
import { keepPromise } from '../../casework/acts/promises.ts';
import { today } from '../../casework/today.ts';
import { TodayView } from '../../screens/today/TodayView.tsx';

const hands = {
  held: (vault: string, appointment: string) => void keep([ended(vault, appointment, 'done')]),
  done: (promise: Parameters<typeof keepPromise>[1]) => void keep([keepPromise(pen(), promise)]),
};

function Today({ book }: ReadingProps) {
  return <TodayView model={today(book, { seen: marks.value, underWay: [], hands })} />;
}

export default reading(Today);
