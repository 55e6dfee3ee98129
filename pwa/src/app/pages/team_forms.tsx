/** What the school shares and some may change: its calendar, what it chose, how it observes. One record each. */
import type { VNode } from 'preact';

import { Editing } from '../editing.tsx';
import { NotHere, reading, type ReadingProps } from '../reading.tsx';
import { to } from '../../casework/addresses.ts';
import { type FormName, newest } from '../../casework/forms.ts';
import { detail } from '../../casework/detail.ts';
import { mayChange } from '../../casework/writers.ts';
import { DetailView } from '../../screens/record/DetailView.tsx';

const nothing = (): void => undefined;

/** The page of one such form: to be changed by those who may, to be read by everybody. */
export function teamForm(name: FormName): (props: ReadingProps) => VNode {
  const form = newest(name);
  return function TeamForm({ book }: ReadingProps) {
    const { vault } = book.team;
    const place = vault === null ? null : book.vaultOf(vault);
    const view = place?.find(form.single ?? '') ?? null;
    if (vault === null || place === null) return <NotHere />;
    const back = { href: to('more'), label: 'More' };
    if (!mayChange(book, place, { id: form.single ?? '', form: name })) {
      const actions = { change: nothing, print: () => { window.print(); }, move: nothing, settle: null };
      return view === null ? <NotHere /> : <DetailView model={{ ...detail(book, place, view), back }} actions={actions} />;
    }
    return (
      <Editing
        book={book}
        vault={vault}
        view={view}
        form={form}
        around={{ title: form.label, below: form.description, back }}
        aboutChild={false}
        after={back.href}
      />
    );
  };
}

export const Calendar = reading(teamForm('calendar'));
export const School = reading(teamForm('school'));
export const Rule = reading(teamForm('settings_observation'));
