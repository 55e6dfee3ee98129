/** A drop-in as it is written down: while somebody is there, or afterwards from paper. */
import { useDraft } from './draft.ts';
import { pen, said } from './shared.ts';
import { CHOSEN, dropIn } from '../casework/acts/drop_in.ts';
import type { Save } from '../casework/acts/save.ts';
import type { Book } from '../casework/book.ts';
import { placeOf, whoModel } from '../casework/drop_in_page.ts';
import { fieldsOf, type Leaves, newest, optionsOf } from '../casework/forms.ts';
import { listFrom } from '../casework/standing.ts';
import { DropInView } from '../screens/dropin/DropInView.tsx';
import type { DropInModel } from '../screens/dropin/model.ts';
import { announce } from '../ui/shell/announce.ts';
import { go } from '../ui/shell/router.ts';

const form = newest('drop_in');

export interface DropInFormProps {
  readonly book: Book;
  readonly start: () => Leaves;
  readonly around: Pick<DropInModel, 'above' | 'back' | 'fromPaper'>;
  /** Where it goes on to. */
  readonly after: (kept: Save) => string;
}

export function DropInForm({ book, start, around, after }: DropInFormProps) {
  const { draft, atRisk, tried, finish } = useDraft(book, form, start);
  const about = listFrom(draft.values, 'about');
  // A pupil with a case has the drop-in in it, where everybody who works with them finds it.
  const place = placeOf(book, draft.values);
  const save = async (): Promise<void> => {
    // What is missing is said first: that can be put right at once.
    if (!tried()) return;
    const vault = place?.id ?? book.diary?.id;
    if (vault === undefined) said.value = 'Your diary is begun when this tablet next reaches the server. Keep this page open and save then.';
    else {
      const kept = dropIn(pen(), vault, draft.values, place);
      if (!(await finish([kept]))) return;
      // Today has no line for it.
      announce('Drop-in kept on this tablet.');
      go(after(kept), { replace: true });
    }
  };
  const name = (typed: string | null, chosen: string | null): void => {
    draft.onChange('who', typed);
    draft.onChange(CHOSEN, chosen);
  };
  const field = fieldsOf(form).get('about');
  return (
    <DropInView
      model={{
        ...around,
        about,
        answers: field === undefined ? [] : optionsOf(field).map(([value, label]) => ({ value, label })),
        who: whoModel(book, draft.values),
        draft,
        atRisk,
      }}
      actions={{
        about: (value, on) => {
          draft.onChange('about', on ? [...about, value] : about.filter((one) => one !== value));
        },
        name: (typed) => { name(typed, null); },
        choose: (id) => { name(book.caseOf(id)?.name ?? null, id); },
        save: () => void save(),
      }}
    />
  );
}
