import { useState } from 'preact/hooks';

import { NotHere, reading, type ReadingProps } from '../reading.tsx';
import { paperModel } from '../../casework/paper.ts';
import { PaperView } from '../../screens/paper/PaperView.tsx';

function Paper({ book, params }: ReadingProps) {
  const [sheet, choose] = useState<string | null>(null);
  const [copy, cut] = useState<string | null>(null);
  const [blank, setBlank] = useState(false);
  const place = book.vaultOf(params['vault'] ?? '');
  const view = place?.find(params['record'] ?? '') ?? null;
  const model = place === null || view === null ? null : paperModel(book, place, view, { sheet, copy, blank });
  return model === null ? <NotHere /> : <PaperView model={model} actions={{ choose, cut, blank: setBlank, print: () => { window.print(); } }} />;
}

export default reading(Paper);
