import { useState } from 'preact/hooks';

import { atRiskFor } from '../at_risk.ts';
import { type CaseProps, readingCase } from '../reading.tsx';
import { giveScale } from '../giving.ts';
import { keep, pen } from '../shared.ts';
import { beginScale } from '../../casework/acts/scale.ts';
import { begunScale, isScale, SCALES } from '../../casework/occasions.ts';
import { type Giving, giveModel } from '../../casework/scale_page.ts';
import { leavesOf } from '../../casework/standing.ts';
import { GiveView } from '../../screens/scale/GiveView.tsx';

const BEFORE: Giving = { scale: 'scale_self_esteem', stage: null, how: 'alone' };

function Give({ book, place, params }: CaseProps) {
  const [chosen, choose] = useState(BEFORE);
  const scale = chosen.scale !== null && isScale(chosen.scale) ? chosen.scale : null;
  const begun = begunScale(place, scale ?? SCALES[0]);
  // Nothing of this page waits to be saved, and the tablet may not be given after all: it is kept in the scale at once.
  const atRisk = atRiskFor(book, begun === null ? new Map() : leavesOf(begun), (told) => {
    void keep([beginScale(pen(), place, scale ?? SCALES[0], { ...chosen, told: Object.fromEntries(told) }).save]);
  });
  return (
    <GiveView
      model={{ ...giveModel(book, place, chosen), atRisk }}
      actions={{
        change: (field, value) => { choose({ ...chosen, [field]: value }); },
        give: () => { if (scale !== null) void giveScale(book, place, { ...chosen, scale, appointment: params['appointment'] ?? null }); },
      }}
    />
  );
}

export default readingCase(Give);
