/** The end of an observation: what blank means, whether it was typical, notes; then it is saved. */
import type { Watching } from '../observing.ts';
import { useWriting } from '../writing.ts';
import { elapsedAt, type Intent, planned, question, running, watchedWords } from '../../capture/observation/index.ts';
import { OTHER, untouched } from '../../capture/observation/intents.ts';
import { textFrom } from '../../capture/leaves.ts';
import { toRecord } from '../../casework/addresses.ts';
import { notAsked } from '../../casework/asked.ts';
import type { CaseBook } from '../../casework/book.ts';
import { type Leaf, newest } from '../../casework/forms.ts';
import { behavioursOf } from '../../casework/lessons.ts';
import { leavesOf } from '../../casework/standing.ts';
import type { KeptAnswer } from '../../screens/observe/model.ts';
import { PadEndView } from '../../screens/observe/PadEndView.tsx';
import { isObject } from '../../sync/op.ts';
import type { RecordView } from '../../sync/records.ts';
import type { AtRiskProps } from '../../ui/shell/AtRisk.tsx';
import { go } from '../../ui/shell/router.ts';

const LABELS = new Map(behavioursOf(newest('observation')).map(({ value, label }) => [value, label]));

export interface PadEndProps {
  readonly place: CaseBook;
  readonly view: RecordView;
  readonly watching: Watching;
  readonly atRisk: AtRiskProps;
}

export function PadEnd({ place, view, watching, atRisk }: PadEndProps) {
  const writing = useWriting<Words>('observation_end', () => ({ words: {} }), isWords);
  const { words } = writing.content.value;
  const { observation, anchor } = watching.pad.value;
  const elapsed = observation.ended ?? elapsedAt(anchor, watching.moment.value);
  const leaves = leavesOf(view);
  const said = (path: string): string | null => textFrom(new Map([...leaves, ...Object.entries(words)]), path);
  const blank = untouched(observation);
  // Who told it goes where nobody is said to have told it any more.
  const emptied = (): typeof words => {
    const without = notAsked(newest('observation'), new Map([...leaves, ...Object.entries(words)]));
    return { ...words, ...Object.fromEntries([...without].map((path) => [path, null])) };
  };
  const isOtherTicked = observation.ticks.some(({ behaviour, struck }) => behaviour === OTHER && struck === null);
  const save = async (): Promise<void> => {
    if (await writing.finish((draft) => watching.finish(emptied(), draft))) go(toRecord(place.id, view.id, 'observation'), { replace: true });
  };
  return (
    <PadEndView
      model={{
        who: place.initials,
        what: textFrom(leaves, 'subject') ?? 'Lesson',
        watched: watchedWords(observation, elapsed),
        canGoOn: running(observation, elapsed) < planned(observation.config),
        stoppedWhy: said('stopped_why'),
        other: isOtherTicked ? { words: 'other_is' in words ? said('other_is') : observation.otherIs } : null,
        question: question(observation),
        untouched: blank.map((value) => ({ value, label: LABELS.get(value) ?? value, looked: observation.looked[value] ?? null })),
        typical: said('typical'), notes: said('notes'), notesSource: said('notes_source'), notesToldBy: said('notes_told_by'),
        atRisk,
      }}
      actions={{
        answer: (gap, answer) => { watching.perform(answerTo(gap, answer)); },
        looked: (behaviour, looked) => { watching.perform({ do: 'looked', behaviour, looked }); },
        lookedAll: (looked) => {
          for (const behaviour of blank.filter((one) => observation.looked[one] === undefined)) watching.perform({ do: 'looked', behaviour, looked });
        },
        change: (path, value) => { writing.change((before) => ({ words: { ...before.words, [path]: value } })); },
        goOn: () => {
          // Why it stopped is no longer true, and the pad shows the word itself.
          if ('other_is' in words) watching.perform({ do: 'other', words: said('other_is') });
          const kept = Object.entries(words).filter(([path]) => path !== 'stopped_why' && path !== 'other_is');
          writing.change(() => ({ words: Object.fromEntries(kept) }));
          watching.perform({ do: 'reopen' });
        },
        save: () => void save(),
      }}
    />
  );
}

/** The deed of an answer to "did you keep watching?". */
export function answerTo(gap: string, answer: KeptAnswer): Intent {
  return answer === 'only_clock' ? { do: answer, gap } : { do: 'answer', gap, watched: answer === 'watched' };
}

/** What is written at the end and not saved yet. */
interface Words {
  readonly words: Readonly<Record<string, Leaf>>;
}

function isWords(kept: unknown): kept is Words {
  return isObject(kept) && isObject(kept['words']);
}
