import { NotHere, reading, type ReadingProps } from '../reading.tsx';
import { atRiskIn } from '../at_risk.ts';
import { settling } from '../settling.ts';
import { keep, pen } from '../shared.ts';
import { sayProgress } from '../../casework/acts/plan.ts';
import { to } from '../../casework/addresses.ts';
import { planModel } from '../../casework/plan_page.ts';
import { PlanView } from '../../screens/plan/PlanView.tsx';
import { go } from '../../ui/shell/router.ts';

function Plan({ book, params }: ReadingProps) {
  const place = book.caseOf(params['vault'] ?? '');
  const plan = place?.of('action_plan').find(({ id }) => id === params['record']) ?? null;
  if (place === null || plan === null) return <NotHere />;
  const at = { vault: place.id, record: plan.id };
  return (
    <PlanView
      model={{ ...planModel(book, place, plan), atRisk: atRiskIn(book, place.id, plan) }}
      actions={{
        progress: (target, tenths) => void keep([sayProgress(pen(), place.id, plan, target, tenths)]),
        change: () => { go(to('change', at)); },
        review: () => { go(to('review', at)); },
        print: () => { go(to('paper', at)); },
        aboutSomebodyElse: () => { go(to('move', at)); },
        settle: settling(book, place, plan),
      }}
    />
  );
}

export default reading(Plan);
