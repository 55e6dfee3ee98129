import { NotHere, reading, type ReadingProps } from '../reading.tsx';
import { to } from '../../casework/addresses.ts';
import { reportModel } from '../../casework/report_page.ts';
import { ReportView } from '../../screens/observe/ReportView.tsx';
import { go } from '../../ui/shell/router.ts';

function Report({ book, params }: ReadingProps) {
  const place = book.caseOf(params['vault'] ?? '');
  const view = place?.find(params['record'] ?? '') ?? null;
  const model = place === null || view === null ? null : reportModel(book, place, view);
  if (place === null || view === null || model === null) return <NotHere />;
  const at = { vault: place.id, record: view.id };
  return (
    <ReportView
      model={model}
      actions={{
        print: () => { go(to('paper', at)); },
        planFrom: () => { go(to('planFrom', { case: place.id, observation: view.id })); },
        change: () => { go(to('change', at)); },
        aboutSomebodyElse: () => { go(to('move', at)); },
      }}
    />
  );
}

export default reading(Report);
