import { useState } from 'preact/hooks';

import { atRiskFor } from '../at_risk.ts';
import { type CaseProps, readingCase } from '../reading.tsx';
import { giveScale } from '../giving.ts';
import { keep, pen } from '../shared.ts';
import { beginScale } from '../../casework/acts/scale.ts';
import { to } from '../../casework/addresses.ts';
import { chosenFor, giveModel, givingOf } from '../../casework/give_page.ts';
import { leavesOf } from '../../casework/standing.ts';
import { GiveView } from '../../screens/scale/GiveView.tsx';

function Give({ book, place, params }: CaseProps) {
  const [chosen, choose] = useState(() => chosenFor(place, params['record']));
  const giving = givingOf(book, place, chosen);
  // Nothing of this page waits to be saved, and the tablet may not be given after all: it is kept in the scale at once.
  const atRisk = atRiskFor(book, giving.on === null ? new Map() : leavesOf(giving.on), (told) => {
    void keep([beginScale(pen(), place, giving.scale, { ...giving, told: Object.fromEntries(told) }, giving.on).save]);
    // What was begun with it is gone on with.
    choose({ scale: giving.scale });
  });
  const model = giveModel(book, place, giving);
  const { record } = params;
  const back = record === undefined ? model.back : { href: to('scale', { vault: place.id, record }), label: 'The scale' };
  return (
    <GiveView
      model={{ ...model, back, atRisk }}
      actions={{
        // Of another scale other things are likely.
        change: (field, value) => { choose(field === 'scale' ? { scale: value } : { ...chosen, [field]: value }); },
        goOn: (goesOn) => { choose({ scale: giving.scale, goesOn }); },
        give: () => void giveScale(book, place, { ...giving, appointment: params['appointment'] ?? null }),
      }}
    />
  );
}

export default readingCase(Give);
