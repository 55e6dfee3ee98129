/** A page on which a record is changed, or the one record of its kind begun, by its form. */
import { useDraft } from './draft.ts';
import { settling } from './settling.ts';
import { book as theBook, pen } from './shared.ts';
import { begin, type Save } from '../casework/acts/save.ts';
import { openEdit, type Opened, saveEdit } from '../casework/acts/edit.ts';
import { to } from '../casework/addresses.ts';
import type { Book } from '../casework/book.ts';
import { choicesFor } from '../casework/choices.ts';
import { unsettled } from '../casework/versions.ts';
import { newRecord } from '../casework/defaults.ts';
import type { Form, FormName, Leaves } from '../casework/forms.ts';
import { notAskedIn } from '../casework/lessons.ts';
import { likelyIn } from '../casework/likely.ts';
import { FormPageView } from '../screens/forms/FormPageView.tsx';
import type { FormPageModel } from '../screens/forms/model.ts';
import { isScale } from '../casework/occasions.ts';
import type { RecordView } from '../sync/records.ts';
import { go } from '../ui/shell/router.ts';

export interface EditingProps {
  readonly book: Book;
  readonly vault: string;
  readonly form: Form;
  /** Null where it is begun by saving, under `record`. */
  readonly view: RecordView | null;
  readonly record?: string | undefined;
  readonly around: Pick<FormPageModel, 'above' | 'title' | 'below' | 'arrangement' | 'back'>;
  /** Put in before the form is shown: the day of a review. */
  readonly filled?: Leaves | undefined;
  /** Not asked here, beside what never is. */
  readonly hidden?: readonly string[] | undefined;
  readonly saveLabel?: string | undefined;
  /** Whether something about a child is written here. */
  readonly aboutChild: boolean;
  /** Where it goes on to. */
  readonly after: string;
  /** What is saved with it, if anything is. */
  readonly also?: (() => readonly Save[]) | undefined;
}

export function Editing({ book, vault, form, view, record, around, filled, hidden: notAsked, saveLabel, aboutChild, after, also }: EditingProps) {
  const now = (): RecordView | null => (view === null ? null : theBook.peek()?.viewOf(vault, view.id) ?? view);
  const open = (): Opened | null => {
    const found = now();
    return found === null ? null : openEdit(found);
  };
  const start = (): Leaves => new Map([...(open()?.leaves ?? newRecord(form, pen().author)), ...(filled ?? [])]);
  const { draft, settled, atRisk, opened, tried, finish } = useDraft(book, form, start, open);
  const save = async (): Promise<void> => {
    if (!tried()) return;
    const saved = opened === null
      ? begin(pen(), vault, form.name as FormName, Object.fromEntries(draft.values), record)
      : saveEdit(vault, opened, draft.values);
    if (await finish(saved === null ? [] : [saved, ...(also?.() ?? [])])) go(after, { replace: true });
  };
  const everyVersion = view === null ? undefined : to('history', { vault, record: view.id });
  const place = book.vaultOf(vault);
  const settle = view === null || place === null ? null : settling(book, place, view, ({ values }) => {
    settled(now() ?? view, values);
  });
  const choose = choicesFor(book, place, draft.values);
  const hidden = new Set([...hiddenIn(form.name, draft.values), ...ALWAYS, ...(form.name === 'observation' ? notAskedIn(draft.values) : []), ...(notAsked ?? [])]);
  return (
    <FormPageView
      model={{
        ...around, versions: view === null ? [] : unsettled(book, vault, view), draft: { ...draft, hidden, choose, suggest: likelyIn(book, book.caseOf(vault)) }, saveLabel: saveLabel ?? 'Save',
        everyVersion, atRisk: aboutChild ? atRisk : null,
      }}
      actions={{ save: () => void save(), settle }}
    />
  );
}

/** Behind its own button on every page where something is written down. */
const ALWAYS = ['lead_told', 'lead_told_at'];

/** What a pupil answered on the tablet is theirs, and nobody types over it; a sheet of paper is typed in, and put right, by staff. */
function hiddenIn(form: string, draft: Leaves): readonly string[] {
  const hidden = HIDDEN.get(form) ?? [];
  return isScale(form) && draft.get('from_paper') !== true ? [...hidden, 'statements', 'words'] : hidden;
}

const OF_A_SCALE = [
  'wishes', 'practice_best', 'practice_worst', 'read_aloud', 'started', 'finished', 'talk_about', 'disagrees', 'statements/took_ms',
  'from_paper', 'low_seen',
];

/** What the tablet wrote by itself, or another page is for. */
const HIDDEN: ReadonlyMap<string, readonly string[]> = new Map([
  ['observation', ['started', 'ended', 'ticks', 'gaps', 'clock_steps', 'interval_seconds', 'interval_count']],
  ['scale_self_esteem', OF_A_SCALE],
  ['scale_learning', OF_A_SCALE],
  ['visit', ['risk_seen', 'visit_id']],
  ['visit_safety', ['from_paper', 'visit_id', 'armed_at', 'extensions', 'alarms', 'checked_in_at', 'checked_in_by']],
  ['action_plan', ['progress']],
  ['appointment', ['became']],
  ['person', ['member']],
]);
