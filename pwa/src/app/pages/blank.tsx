import { useState } from 'preact/hooks';

import { NotHere, reading, type ReadingProps } from '../reading.tsx';
import { blankPaper, PRINTED } from '../../casework/paper.ts';
import { PaperView } from '../../screens/paper/PaperView.tsx';

function Blank({ book, params }: ReadingProps) {
  const [sheet, choose] = useState<string | null>(null);
  const form = PRINTED.find((name) => name === params['form']);
  const model = form === undefined ? null : blankPaper(book, form, sheet);
  // Here a sheet is blank or nothing.
  return model === null ? <NotHere /> : <PaperView model={model} actions={{ choose, cut: () => undefined, blank: () => undefined, print: () => { window.print(); } }} />;
}

export default reading(Blank);
