/** What earlier visitors left for whoever goes next. */
import { Notice } from '../../ui/kit/Notice';
import type { NextVisitorNote } from './model';

export function NextVisitorNotes({ notes }: { readonly notes: readonly NextVisitorNote[] }) {
  return (
    <>
      {notes.map(({ id, title, text, href }) => (
        <Notice key={id} kind="warn" title={`For the next visitor: ${title}`}>
          <p class="risk-issues">{text}</p>
          <a class="tap" href={href}>The visit it is from</a>
        </Notice>
      ))}
    </>
  );
}
