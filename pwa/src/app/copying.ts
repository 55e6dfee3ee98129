/** Taking what is on this tablet alone with one, as a file: before signing out, or where nothing can be sent. */
import { theEngine } from './shared.ts';
import { halfWritten, type Kept, unfinishedPads } from './writing.ts';
import type { Book } from '../casework/book.ts';
import { type Alone, copyText, type SaidAlone } from '../casework/copy.ts';
import type { Leaf, Leaves } from '../casework/forms.ts';
import { unfinished } from '../casework/unfinished.ts';
import { isObject } from '../sync/op.ts';

/** Offer the copy as a file to be saved. */
export async function saveCopy(book: Book): Promise<void> {
  const text = copyText(book, await alone(book));
  const href = URL.createObjectURL(new Blob([text], { type: 'text/plain;charset=utf-8' }));
  const link = document.createElement('a');
  link.href = href;
  link.download = `beside-not-sent-${book.today}.txt`;
  link.click();
  // The browser reads it after the press; a minute is enough for any.
  setTimeout(() => { URL.revokeObjectURL(href); }, 60_000);
}

async function alone(book: Book): Promise<Alone> {
  const { read, held } = theEngine();
  const refused = read.about.value.aside.filter(({ mine }) => mine);
  const said = await Promise.all(refused.map(async ({ id, vault }): Promise<SaidAlone[]> => {
    const body = id === undefined ? null : await read.aside(id);
    return body === null ? [] : [{ vault, changes: body.changes }];
  }));
  return { unsent: read.unsent.value, said: [...said.flat(), ...held.value], half: halves(book) };
}

function halves(book: Book): Alone['half'] {
  return [...(halfWritten.value?.values() ?? [])].map((kept) => {
    const [found] = unfinished(book, [kept], unfinishedPads.value);
    return { title: found?.title ?? kept.form, form: kept.form, leaves: leavesOf(kept) };
  });
}

/** A form's answers as pairs; the few words of another page as they are named there. */
function leavesOf({ content }: Kept): Leaves {
  if (!isObject(content)) return new Map();
  if (Array.isArray(content['values'])) return new Map(content['values'] as [string, Leaf][]);
  return new Map(Object.entries(isObject(content['words']) ? content['words'] : content) as [string, Leaf][]);
}
