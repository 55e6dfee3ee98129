import Detail from './detail.tsx';
import { NotHere, reading, type ReadingProps } from '../reading.tsx';
import { settling } from '../settling.ts';
import { to } from '../../casework/addresses.ts';
import { reportModel } from '../../casework/report_page.ts';
import { ReportView } from '../../screens/observe/ReportView.tsx';
import { go } from '../../ui/shell/router.ts';

function Report({ book, params }: ReadingProps) {
  const place = book.caseOf(params['vault'] ?? '');
  const view = place?.find(params['record'] ?? '') ?? null;
  if (place === null || view === null) return <NotHere />;
  const model = reportModel(book, place, view);
  // Too little of it has arrived to be told, or two versions of how it was timed stand: what there is can be read and settled.
  if (model === null) return <Detail params={params} />;
  const at = { vault: place.id, record: view.id };
  return (
    <ReportView
      model={model}
      actions={{
        print: () => { go(to('paper', at)); },
        planFrom: () => { go(to('planFrom', { case: place.id, observation: view.id })); },
        settle: settling(book, place, view),
        change: () => { go(to('change', at)); },
        aboutSomebodyElse: () => { go(to('move', at)); },
      }}
    />
  );
}

export default reading(Report);
