/** Who may change what: what lies in a vault that one may write in, and of what the school shares, what one's role may. */
import { FORM_WRITERS } from '../generated/authority';
import type { Book, VaultBook } from './book';

const BY_FORM: ReadonlyMap<string, readonly string[]> = new Map(Object.entries(FORM_WRITERS));

/** Whether the reader may change a record of this form there. In the directory everybody has their own entry. */
export function mayChange(book: Book, place: VaultBook, { id, form }: { readonly id: string; readonly form: string }): boolean {
  if (!place.vault.may.has('write')) return false;
  if (place.id !== book.team.vault) return true;
  return form === 'person' ? id === book.me : BY_FORM.get(form)?.some(book.hasRole) ?? true;
}
