import { Editing } from '../editing.tsx';
import { NotHere, reading, type ReadingProps } from '../reading.tsx';
import { to, toRecord } from '../../casework/addresses.ts';
import { formNamed } from '../../casework/forms.ts';
import { isActive, leavesOf } from '../../casework/standing.ts';
import { titleOf } from '../../casework/telling.ts';

function Change({ book, params }: ReadingProps) {
  const place = book.vaultOf(params['vault'] ?? '');
  const view = place?.find(params['record'] ?? '') ?? null;
  // What a newer Beside made is not changed by a form that does not know all of it.
  const form = view === null ? undefined : formNamed(view.form, leavesOf(view).get('_version'));
  if (place === null || view === null || form === undefined || !isActive(view)) return <NotHere />;
  const back = { href: toRecord(place.id, view.id, view.form), label: titleOf(view) };
  return (
    <Editing
      key={view.id}
      book={book}
      vault={place.id}
      view={view}
      form={form}
      around={{ above: book.caseOf(place.id)?.name, title: titleOf(view), back, arrangement: ARRANGED.get(form.name) }}
      aboutChild
      after={view.form === 'appointment' ? to('today') : back.href}
    />
  );
}

/** What is changed most stands first; the rest is folded. */
const ARRANGED = new Map([
  ['action_plan', { only: ['targets', 'about', 'support', 'agreed', 'comments', 'paper'], folded: ['support', 'agreed', 'comments', 'paper'], lead: ['targets'], later: ['strengths', 'focus', 'goals'] }],
  ['observation', { only: ['about', 'watching', 'untouched', 'afterwards', 'paper'], folded: ['paper'], lead: ['subject', 'teacher'] }],
]);

export default reading(Change);
