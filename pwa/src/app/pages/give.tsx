import { useState } from 'preact/hooks';

import { type CaseProps, readingCase } from '../reading.tsx';
import { giveScale } from '../giving.ts';
import { isScale } from '../../casework/occasions.ts';
import { type Giving, giveModel } from '../../casework/scale_page.ts';
import { GiveView } from '../../screens/scale/GiveView.tsx';

const BEFORE: Giving = { scale: 'scale_self_esteem', stage: null, how: 'alone' };

function Give({ book, place }: CaseProps) {
  const [chosen, choose] = useState(BEFORE);
  const give = (): void => {
    if (chosen.scale !== null && isScale(chosen.scale)) void giveScale(book, place, { ...chosen, scale: chosen.scale });
  };
  return (
    <GiveView
      model={giveModel(book, place, chosen)}
      actions={{ change: (field, value) => { choose({ ...chosen, [field]: value }); }, give }}
    />
  );
}

export default readingCase(Give);
