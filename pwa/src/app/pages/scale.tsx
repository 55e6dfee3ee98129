import { NotHere, reading, type ReadingProps } from '../reading.tsx';
import { atRiskIn } from '../at_risk.ts';
import { settling } from '../settling.ts';
import { keep, pen } from '../shared.ts';
import { lookAtLow } from '../../casework/acts/low.ts';
import { answerWish } from '../../casework/acts/wishes.ts';
import { to } from '../../casework/addresses.ts';
import { unseenIn } from '../../casework/low.ts';
import { isScale } from '../../casework/occasions.ts';
import { staffScale } from '../../casework/scale_page.ts';
import { isActive } from '../../casework/standing.ts';
import { StaffScaleView } from '../../screens/scale/StaffScaleView.tsx';
import { go } from '../../ui/shell/router.ts';

function Scale({ book, params }: ReadingProps) {
  const place = book.caseOf(params['vault'] ?? '');
  const view = place?.find(params['record'] ?? '') ?? null;
  if (place === null || view === null || !isScale(view.form) || !isActive(view)) return <NotHere />;
  const at = { vault: place.id, record: view.id };
  return (
    <StaffScaleView
      model={{ ...staffScale(book, place, view), atRisk: atRiskIn(book, place.id, view) }}
      actions={{
        answer: (wish, done) => void keep([answerWish(pen(), place.id, view, wish, done)]),
        seeLow: () => void keep([lookAtLow(pen(), place.id, view, unseenIn(book, view).map(({ value }) => value))]),
        together: () => { go(to('together', at)); },
        print: () => { go(to('paper', at)); },
        goOn: () => { go(to('giveOn', { case: place.id, record: view.id })); },
        settle: settling(book, place, view),
      }}
    />
  );
}

export default reading(Scale);
