/** From the choice of a scale to the tablet in a pupil's hands: the record is begun first, so that nothing waits for the way back. */
import { giveToPupil, NOT_GIVEN } from './give.ts';
import { saidOf } from './entry/told.ts';
import { keep, pen, said, theEngine } from './shared.ts';
import type { Book, CaseBook } from '../casework/book.ts';
import { ended } from '../casework/acts/appointments.ts';
import { beginScale } from '../casework/acts/scale.ts';
import { plannedAs } from '../casework/appointments.ts';
import { newest } from '../casework/forms.ts';
import type { Giving } from '../casework/give_page.ts';
import type { ScaleName } from '../casework/occasions.ts';
import { leavesOf } from '../casework/standing.ts';
import type { Parcel } from '../between/parcel.ts';
import { askedAgain, sheetFor } from '../capture/scale/sheet.ts';
import { makeParcel } from '../store/handover.ts';
import { vaultOf } from '../store/replica.ts';
import { view } from '../sync/records.ts';
import { listed } from '../ui/words.ts';

/** What was chosen, and the appointment that it was planned as. */
export interface Given extends Giving {
  readonly appointment: string | null;
}

/** Locks, and leaves for the pupil's page. Where that cannot be it is said, and everything stays as it was. */
export async function giveScale(book: Book, place: CaseBook, { scale, on, stage, how, appointment }: Given): Promise<void> {
  const { record, save } = beginScale(pen(), place, scale, { stage, how }, on);
  const planned = plannedAs(book, place, 'scale', appointment);
  if (!(await keep([save, planned === null ? null : ended(place.id, planned.id, 'done', record)]))) return;
  try {
    const why = await giveToPupil({
      pack: () => pack(book, place, scale, record),
      lock: () => theEngine().door.lock(),
      keeper: navigator.serviceWorker.controller,
      leave: (path) => { location.replace(path); },
    });
    if (why !== null) said.value = `${NOT_GIVEN[why].title}. ${NOT_GIVEN[why].words}`;
  } catch (error) {
    said.value = saidOf(error);
  }
}

function pack(book: Book, place: CaseBook, scale: ScaleName, record: string): Promise<Parcel> {
  const replica = theEngine().replica();
  const found = view(vaultOf(replica, place.id).state, record);
  const form = newest(scale);
  const mentor = book.nameOf(book.me);
  const others = place.vault.readers.filter((member) => member !== book.me && !place.vault.waiting.includes(member)).map(book.nameOf);
  const sheet = sheetFor(form, found === null ? new Map() : leavesOf(found), { mentor, readers: listed([mentor, ...others]) });
  const again = askedAgain(sheet);
  return makeParcel(replica, { vault: place.id, record, form: form.name, version: form.version, again, sheet });
}
