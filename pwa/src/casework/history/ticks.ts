/** The ticks of one save, counted behaviour by behaviour: made, taken back, put into another interval. */
import type { PastChange, PastSave } from '../../store/history';
import type { Value } from '../../sync/op';
import type { ChangeLine } from '../../screens/record/history_model';
import { counted } from '../../ui/words';
import { fieldAt, fieldsOf } from '../forms';
import { replaced } from './past';
import type { Telling } from './telling';

/** What one change did to a tick. */
type Deed = 'made' | 'back' | 'moved';

interface Tick {
  readonly behaviour: string;
  readonly interval: unknown;
  readonly struck: boolean;
}

export function tickLines(telling: Telling, save: PastSave): readonly ChangeLine[] {
  const field = [...fieldsOf(telling.form).values()].find(({ type }) => type === 'ticks');
  const counts = new Map<string, Record<Deed, number>>();
  for (const change of save.changes.filter(({ path }) => fieldAt(telling.form, path)?.type === 'ticks')) {
    const tick = tickFrom(change.value);
    if (tick === null) continue;
    const count = counts.get(tick.behaviour) ?? { made: 0, back: 0, moved: 0 };
    counts.set(tick.behaviour, count);
    for (const deed of deedsOf(telling, change, tick)) count[deed] += 1;
  }
  return [...counts].map(([behaviour, count]) => ({
    id: `${save.device}.${save.counter}.${behaviour}`,
    label: field?.items?.find(([value]) => value === behaviour)?.[1] ?? behaviour,
    before: [], after: countWords(count), source: null, notes: [],
  }));
}

/** One that was taken back before it was kept was made all the same. */
function deedsOf({ past }: Telling, change: PastChange, tick: Tick): readonly Deed[] {
  const before = tickFrom(replaced(past, change).known.at(-1)?.value);
  if (before === null) return tick.struck ? ['made', 'back'] : ['made'];
  return [...(tick.struck && !before.struck ? ['back' as const] : []), ...(tick.interval === before.interval ? [] : ['moved' as const])];
}

function tickFrom(value: Value | undefined): Tick | null {
  const list: readonly unknown[] = Array.isArray(value) ? value : [];
  const [behaviour, interval, , , struck] = list;
  return typeof behaviour === 'string' ? { behaviour, interval, struck: typeof struck === 'number' } : null;
}

/** "3 ticks, 1 taken back" */
function countWords({ made, back, moved }: Readonly<Record<Deed, number>>): string {
  const parts = [
    made === 0 ? '' : counted(made, 'tick'),
    back === 0 ? '' : made === 0 ? `${counted(back, 'tick')} taken back` : `${back} taken back`,
    moved === 0 ? '' : made + back === 0 ? `${counted(moved, 'tick')} put into another interval` : `${moved} put into another interval`,
  ];
  return parts.filter((part) => part !== '').join(', ');
}
