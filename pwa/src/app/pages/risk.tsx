import { useState } from 'preact/hooks';

import { NotHere, reading, type ReadingProps } from '../reading.tsx';
import { keep, pen } from '../shared.ts';
import { acknowledgeRisk } from '../../casework/acts/risk.ts';
import { riskNote } from '../../casework/risk_page.ts';
import { RiskNoteView } from '../../screens/visit/RiskNoteView.tsx';
import { announce } from '../../ui/shell/announce.ts';

function Risk({ book, params }: ReadingProps) {
  const [reply, setReply] = useState<string | null>(null);
  const place = book.caseOf(params['vault'] ?? '');
  const visit = place?.of('visit').find(({ id }) => id === params['record']) ?? null;
  if (place === null || visit === null) return <NotHere />;
  const see = async (): Promise<void> => {
    if (await keep(acknowledgeRisk(pen(), book, place.id, visit, reply))) announce('Kept. Whoever wrote it sees that you have read it.');
  };
  return <RiskNoteView model={riskNote(book, place, visit, reply)} actions={{ reply: setReply, see: () => void see() }} />;
}

export default reading(Risk);
