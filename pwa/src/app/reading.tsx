/** A page that is made of the book: it is drawn while there is one, and anew whenever the book changes. */
import type { ComponentType, JSX } from 'preact';

import { book } from './shared.ts';
import type { Book, CaseBook } from '../casework/book.ts';
import type { PageProps } from '../screens/App.tsx';
import { ButtonLink } from '../ui/kit/Button.tsx';
import { EmptyState } from '../ui/kit/EmptyState.tsx';

export interface ReadingProps extends PageProps {
  readonly book: Book;
}

export interface CaseProps extends ReadingProps {
  readonly place: CaseBook;
}

/** A page of the whole book. */
export function reading(Page: ComponentType<ReadingProps>): (props: PageProps) => JSX.Element | null {
  return function Reading({ params }: PageProps) {
    return book.value === null ? null : <Page params={params} book={book.value} />;
  };
}

/** A page of the case in its address. */
export function readingCase(Page: ComponentType<CaseProps>): (props: PageProps) => JSX.Element | null {
  return reading(function ReadingCase({ book: found, params }: ReadingProps) {
    const place = found.caseOf(params['case'] ?? '');
    return place === null ? <NotHere /> : <Page key={place.id} params={params} book={found} place={place} />;
  });
}

/** What an address leads to that this tablet has nothing of. */
export function NotHere() {
  return (
    <>
      <h1 tabIndex={-1}>This is not on this tablet</h1>
      <EmptyState title="It has not arrived here, or it is not shared with you." action={<ButtonLink href="/caseload">Go to the caseload</ButtonLink>}>
        Ask whoever works on it to share it with you.
      </EmptyState>
    </>
  );
}
