import { marks } from '../marks.ts';
import { useStaff } from '../people/staff.ts';
import { keep, pen, theEngine } from '../shared.ts';
import { reading, type ReadingProps } from '../reading.tsx';
import { useWaitingTaps } from '../waiting_taps.ts';
import { halfWritten, unfinishedPads } from '../writing.ts';
import { live } from '../visits.ts';
import { ended } from '../../casework/acts/appointments.ts';
import { keepPromise } from '../../casework/acts/promises.ts';
import { toldOfRoom } from '../../casework/no_room.ts';
import { toldToEverybody } from '../../casework/staff/changes.ts';
import { awaited, firstSteps } from '../../casework/staff/first_steps.ts';
import { today } from '../../casework/today.ts';
import { unfinished } from '../../casework/unfinished.ts';
import { watchLines } from '../../casework/watch_page.ts';
import { TodayView } from '../../screens/today/TodayView.tsx';

const hands = {
  held: (vault: string, appointment: string) => void keep([ended(vault, appointment, 'done')]),
  done: (promise: Parameters<typeof keepPromise>[1]) => void keep([keepPromise(pen(), promise)]),
};

function Today({ book }: ReadingProps) {
  const staff = useStaff();
  const begin = book.hasRole('administrator') ? firstSteps(book, theEngine().read.school(), staff) : [];
  const taps = useWaitingTaps();
  const told = [...toldOfRoom(book, taps), ...toldToEverybody(book, staff.said, staff), ...awaited(book)];
  const half = unfinished(book, [...(halfWritten.value?.values() ?? [])], unfinishedPads.value);
  const underWay = half.map(({ title, detail, href }) => ({ title, detail: `${detail}.`, step: { label: 'Go on', href } }));
  return <TodayView model={today(book, { seen: marks.value, live: live.value, underWay: [...watchLines(book, live.value), ...underWay], told, begin, hands })} />;
}

export default reading(Today);
