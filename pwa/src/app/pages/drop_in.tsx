import { useDraft } from '../draft.ts';
import { reading, type ReadingProps } from '../reading.tsx';
import { pen, said } from '../shared.ts';
import { begin } from '../../casework/acts/save.ts';
import { newRecord } from '../../casework/defaults.ts';
import { newest, optionsOf, fieldsOf } from '../../casework/forms.ts';
import { folded } from '../../casework/people.ts';
import { openCases } from '../../casework/book.ts';
import { dropInsToday } from '../../casework/session_page.ts';
import { DropInView } from '../../screens/dropin/DropInView.tsx';
import { clock } from '../../ui/dates.ts';
import { go } from '../../ui/shell/router.ts';

const form = newest('drop_in');

function DropIn({ book }: ReadingProps) {
  const { draft, atRisk, tried, finish } = useDraft(book, form, () => newRecord(form, pen().author));
  const given = draft.values.get('about');
  const about = Array.isArray(given) ? given.filter((one): one is string => typeof one === 'string') : [];
  const who = draft.values.get('who');
  // A pupil with a case has the drop-in in it, where everybody who works with them finds it.
  const named = typeof who === 'string' ? openCases(book).find(({ name }) => folded(name) === folded(who.trim())) : undefined;
  const save = async (): Promise<void> => {
    const vault = named?.id ?? book.diary?.id;
    if (vault === undefined) said.value = 'Your diary is begun when this tablet next reaches the server. Keep this page open and save then.';
    else if (tried() && (await finish([begin(pen(), vault, 'drop_in', Object.fromEntries(draft.values))]))) go('/', { replace: true });
  };
  const field = fieldsOf(form).get('about');
  return (
    <DropInView
      model={{
        about,
        answers: field === undefined ? [] : optionsOf(field).map(([value, label]) => ({ value, label })),
        when: `Today, ${clock(book.now)}`,
        today: dropInsToday(book),
        draft,
        atRisk,
      }}
      actions={{
        about: (value, on) => {
          draft.onChange('about', on ? [...about, value] : about.filter((one) => one !== value));
        },
        save: () => void save(),
      }}
    />
  );
}

export default reading(DropIn);
