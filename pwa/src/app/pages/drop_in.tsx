import { useDraft } from '../draft.ts';
import { reading, type ReadingProps } from '../reading.tsx';
import { pen, said } from '../shared.ts';
import { CHOSEN, dropIn } from '../../casework/acts/drop_in.ts';
import { newRecord } from '../../casework/defaults.ts';
import { placeOf, whoModel } from '../../casework/drop_in_page.ts';
import { newest, optionsOf, fieldsOf } from '../../casework/forms.ts';
import { dropInsToday } from '../../casework/session_page.ts';
import { listFrom } from '../../casework/standing.ts';
import { DropInView } from '../../screens/dropin/DropInView.tsx';
import { clock } from '../../ui/dates.ts';
import { go } from '../../ui/shell/router.ts';

const form = newest('drop_in');

function DropIn({ book }: ReadingProps) {
  const { draft, atRisk, tried, finish } = useDraft(book, form, () => newRecord(form, pen().author));
  const about = listFrom(draft.values, 'about');
  // A pupil with a case has the drop-in in it, where everybody who works with them finds it.
  const place = placeOf(book, draft.values);
  const save = async (): Promise<void> => {
    const vault = place?.id ?? book.diary?.id;
    if (vault === undefined) said.value = 'Your diary is begun when this tablet next reaches the server. Keep this page open and save then.';
    else if (tried() && (await finish([dropIn(pen(), vault, draft.values, place)]))) go('/', { replace: true });
  };
  const name = (typed: string | null, chosen: string | null): void => {
    draft.onChange('who', typed);
    draft.onChange(CHOSEN, chosen);
  };
  const field = fieldsOf(form).get('about');
  return (
    <DropInView
      model={{
        about,
        answers: field === undefined ? [] : optionsOf(field).map(([value, label]) => ({ value, label })),
        when: `Today, ${clock(book.now)}`,
        today: dropInsToday(book),
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

export default reading(DropIn);
