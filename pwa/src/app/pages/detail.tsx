import { NotHere, reading, type ReadingProps } from '../reading.tsx';
import { keep } from '../shared.ts';
import { keepAll, keepVersion } from '../../casework/acts/versions.ts';
import { to } from '../../casework/addresses.ts';
import { detail } from '../../casework/detail.ts';
import { isPrinted } from '../../casework/paper.ts';
import { DetailView } from '../../screens/record/DetailView.tsx';
import { go } from '../../ui/shell/router.ts';

function Detail({ book, params }: ReadingProps) {
  const place = book.vaultOf(params['vault'] ?? '');
  const view = place?.find(params['record'] ?? '') ?? null;
  if (place === null || view === null) return <NotHere />;
  const at = { vault: place.id, record: view.id };
  return (
    <DetailView
      model={detail(book, place, view)}
      actions={{
        change: () => { go(to('change', at)); },
        print: () => { if (isPrinted(view.form)) go(to('paper', at)); else window.print(); },
        move: () => { go(to('move', at)); },
        keep: (path, version) => void keep([keepVersion(place.id, view, path, version)]),
        keepBoth: (path) => void keep([keepAll(place.id, view, path)]),
      }}
    />
  );
}

export default reading(Detail);
