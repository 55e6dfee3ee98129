import { NotHere, reading, type ReadingProps } from '../reading.tsx';
import { atRiskIn } from '../at_risk.ts';
import { keep, pen } from '../shared.ts';
import { useWriting } from '../writing.ts';
import { acknowledgeRisk } from '../../casework/acts/risk.ts';
import { riskNote } from '../../casework/risk_page.ts';
import { RiskNoteView } from '../../screens/visit/RiskNoteView.tsx';
import { isObject } from '../../sync/op.ts';
import { announce } from '../../ui/shell/announce.ts';

function Risk({ book, params }: ReadingProps) {
  const writing = useWriting<Reply>('risk_reply', () => ({ reply: null }), isReply);
  const { reply } = writing.content.value;
  const place = book.caseOf(params['vault'] ?? '');
  const visit = place?.of('visit').find(({ id }) => id === params['record']) ?? null;
  if (place === null || visit === null) return <NotHere />;
  const see = async (): Promise<void> => {
    if (await writing.finish((draft) => keep(acknowledgeRisk(pen(), book, place.id, visit, reply), draft))) announce('Kept. Whoever wrote it sees that you have read it.');
  };
  return <RiskNoteView model={{ ...riskNote(book, place, visit, reply), atRisk: atRiskIn(book, place.id, visit) }} actions={{ reply: (words) => { writing.change(() => ({ reply: words })); }, see: () => void see() }} />;
}

/** An answer that is being written. */
interface Reply {
  readonly reply: string | null;
}

function isReply(kept: unknown): kept is Reply {
  return isObject(kept) && (kept['reply'] === null || typeof kept['reply'] === 'string');
}

export default reading(Risk);
