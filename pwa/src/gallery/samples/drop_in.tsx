/** A drop-in, with and without a name; letters can be tried. Everybody here is invented. */
import { textFrom } from '../../capture/leaves';
import { CHOSEN } from '../../casework/acts/drop_in';
import { type Leaf, newest, optionsOf } from '../../casework/forms';
import { folded } from '../../casework/people';
import { listFrom } from '../../casework/standing';
import { DropInView } from '../../screens/dropin/DropInView';
import type { WhoModel } from '../../screens/dropin/model';
import type { FormDraft } from '../../ui/form/rendering';
import { type Exhibit, nothing } from '../show';
import { Live } from '../Live';
import { AT_RISK, PUPILS } from './people';

const SUBJECTS = newest('drop_in').sections[0]?.fields.find(({ name }) => name === 'about');

/** Two of one name, and one whose name is longer than a phone is wide. */
const KNOWN = [
  ...PUPILS,
  { id: 'kai2', name: 'Kai Okonkwo', initials: 'KO', detail: '9A' },
  { id: 'anne', name: 'Wilhelmina-Josephine Featherstonehaugh', initials: 'WF', detail: '10 Sycamore' },
];

function whoIn({ values }: FormDraft): WhoModel {
  const typed = textFrom(values, 'who');
  const chosen = KNOWN.find(({ id }) => id === textFrom(values, CHOSEN));
  if (chosen !== undefined) {
    return { typed, chosen: true, fits: [], says: `Kept in the case of ${chosen.name}, ${chosen.detail}. You and Ms Ward can read this.` };
  }
  const found = typed === null ? [] : KNOWN.filter(({ name }) => folded(name).split(/[ -]/).some((word) => word.startsWith(folded(typed))));
  const says = typed === null ? '' : found.length === 0
    ? 'Nobody of that name has a case that is open here. It is kept as you typed it, in your diary.'
    : `${found.length} found. Choose one, or leave it as you typed it.`;
  return { typed, chosen: false, fits: found.map(({ name, ...one }) => ({ ...one, label: name })), says };
}

function dropInWith(start: Readonly<Record<string, Leaf>>, fromPaper = false) {
  return () => (
    <Live
      form="drop_in"
      start={start}
      view={(draft) => {
        const about = listFrom(draft.values, 'about');
        return (
          <DropInView
            model={{
              about,
              answers: SUBJECTS === undefined ? [] : optionsOf(SUBJECTS).map(([value, label]) => ({ value, label })),
              above: fromPaper ? 'Drop-in, from paper' : 'Drop-in · Today, 15:20 · 3 today already',
              back: { href: '/record', label: 'Record' },
              fromPaper,
              who: whoIn(draft),
              draft,
              atRisk: AT_RISK,
            }}
            actions={{
              about: (value, on) => { draft.onChange('about', on ? [...about, value] : about.filter((one) => one !== value)); },
              name: (typed) => { draft.onChange('who', typed); draft.onChange(CHOSEN, null); },
              choose: (id) => { draft.onChange('who', KNOWN.find((one) => one.id === id)?.name ?? null); draft.onChange(CHOSEN, id); },
              save: nothing,
            }}
          />
        );
      }}
    />
  );
}

export const dropIns: readonly Exhibit[] = [
  { name: 'dropin', frame: 'page', view: dropInWith({ about: ['friends'] }) },
  { name: 'dropin-found', frame: 'page', view: dropInWith({ about: ['friends'], who: 'ka' }) },
  { name: 'dropin-chosen', frame: 'page', view: dropInWith({ about: ['friends'], who: 'Kai Brennan', [CHOSEN]: 'kai' }) },
  { name: 'dropin-nobody', frame: 'page', view: dropInWith({ about: ['friends'], who: 'Zeb' }) },
  { name: 'paper-dropin', frame: 'page', view: dropInWith({ from_paper: true, at: null, about: ['home'] }, true) },
];
