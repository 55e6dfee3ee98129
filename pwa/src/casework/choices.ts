/** What the fields of a form can point at: colleagues, cases, targets of the plan. */
import { textFrom } from '../capture/leaves';
import type { Answer } from '../ui/fields/ChoiceField';
import type { Book, VaultBook } from './book';
import type { Field, Leaves } from './forms';
import { targetText } from './names';
import { planOf, targetsOf } from './plans';
import { RISK_FOR, receiversOf } from './risks';
import { listFrom } from './standing';

/** `place` is where the record lies, null while that is open; `values` are its leaves so far. */
export function choicesFor(book: Book, place: VaultBook | null, values: Leaves): (field: Field) => readonly Answer[] {
  return (field) => {
    if (field.name === RISK_FOR) return receivers(book, place, values);
    if (field.type === 'person' || field.type === 'people') return book.colleagues.map(({ member }) => personAnswer(book, member));
    switch (field.of ?? '') {
      case 'case':
        return book.cases.filter(({ opened }) => opened).map(({ id, name }) => ({ value: id, label: name }));
      case 'action_plan/targets':
        return place === null ? [] : targets(book, place, listFrom(values, field.name));
      default:
        return [];
    }
  };
}

function personAnswer(book: Book, member: string): Answer {
  return { value: member, label: member === book.me ? `${book.nameOf(member)} (you)` : book.nameOf(member) };
}

/** Those whom a risk note can be for; whom an earlier record names stands with them, or it would not be seen that it does. */
function receivers(book: Book, place: VaultBook | null, values: Leaves): readonly Answer[] {
  const found = receiversOf(book, place, textFrom(values, 'made_by') ?? book.me);
  const chosen = textFrom(values, RISK_FOR);
  return [...found, ...(chosen === null || found.includes(chosen) ? [] : [chosen])].map((member) => personAnswer(book, member));
}

/** The targets of the plan in force; what was chosen of an earlier plan stands with them, or it could not be unchosen. */
function targets(book: Book, place: VaultBook, chosen: readonly string[]): readonly Answer[] {
  const found = book.caseOf(place.id);
  const plan = found === null ? null : planOf(found);
  const now = plan === null ? [] : targetsOf(book, plan).map(({ id, text }) => ({ value: id, label: text }));
  const earlier = chosen.filter((id) => !now.some(({ value }) => value === id)).flatMap((id): Answer[] => {
    const text = targetText(book, place.id, id);
    return text === null ? [] : [{ value: id, label: text, help: 'Of an earlier plan' }];
  });
  return [...now, ...earlier];
}
