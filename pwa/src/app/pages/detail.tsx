import { NotHere, reading, type ReadingProps } from '../reading.tsx';
import { settling } from '../settling.ts';
import { to } from '../../casework/addresses.ts';
import { detail } from '../../casework/detail.ts';
import { isPrinted } from '../../casework/paper.ts';
import { DetailView } from '../../screens/record/DetailView.tsx';
import { ButtonLink } from '../../ui/kit/Button.tsx';
import { EmptyState } from '../../ui/kit/EmptyState.tsx';
import { go } from '../../ui/shell/router.ts';

function Detail({ book, params }: ReadingProps) {
  const place = book.vaultOf(params['vault'] ?? '');
  const view = place?.find(params['record'] ?? '') ?? null;
  const isDeleted = place?.vault.records.some(({ id, gone }) => gone && id === params['record']) === true;
  if (place !== null && isDeleted) return <Deleted history={to('history', { vault: place.id, record: params['record'] ?? '' })} />;
  if (place === null || view === null) return <NotHere />;
  const at = { vault: place.id, record: view.id };
  return (
    <DetailView
      model={detail(book, place, view)}
      actions={{
        change: () => { go(to('change', at)); },
        print: () => { if (isPrinted(view.form)) go(to('paper', at)); else window.print(); },
        move: () => { go(to('move', at)); },
        settle: settling(book, place, view),
      }}
    />
  );
}

function Deleted({ history }: { readonly history: string }) {
  return (
    <>
      <h1 tabIndex={-1}>This was deleted</h1>
      <EmptyState title="It is no longer counted or shown anywhere." action={<ButtonLink href={history}>History</ButtonLink>}>
        Who deleted it, and what it said, is in its history.
      </EmptyState>
    </>
  );
}

export default reading(Detail);
