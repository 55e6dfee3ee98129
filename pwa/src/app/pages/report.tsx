import { NotHere, reading, type ReadingProps } from '../reading.tsx';
import { keep, pen } from '../shared.ts';
import { planFrom } from '../../casework/acts/plan.ts';
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
  // A plan that was begun from a report has its columns as targets, to be worded with the pupil.
  const planFromIt = async (): Promise<void> => {
    const plan = planFrom(pen(), book, place, model.report);
    if (await keep([plan])) go(to('change', { vault: place.id, record: plan.record }));
  };
  return (
    <ReportView
      model={model}
      actions={{
        print: () => { go(to('paper', at)); },
        planFrom: () => void planFromIt(),
        change: () => { go(to('change', at)); },
        aboutSomebodyElse: () => { go(to('move', at)); },
      }}
    />
  );
}

export default reading(Report);
