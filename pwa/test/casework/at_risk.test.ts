import { expect, test } from 'vitest';

import { beginScale } from '../../src/casework/acts/scale';
import { toldWords } from '../../src/casework/at_risk';
import { begunScale } from '../../src/casework/occasions';
import { giveModel } from '../../src/casework/scale_page';
import { leavesOf } from '../../src/casework/standing';
import { type Invented, KAI, larkspur, SAM, sure } from './school';

const TOLD = { lead_told: 'Mrs Merriweather', lead_told_at: '2026-11-23T10:02:00.000+00:00' };

function placeOf(school: Invented) {
  return sure(school.book().caseOf(KAI));
}

test('whom was told before the tablet is given stands in a scale at once, and the giving goes on with that one', () => {
  const school = larkspur();
  const before = { stage: null, how: 'alone' };
  const first = beginScale(school.pen(), placeOf(school), 'scale_learning', { ...before, told: TOLD });
  school.save(SAM, sure(first.save));
  expect(toldWords(leavesOf(sure(begunScale(placeOf(school), 'scale_learning'))), '2026-11-23')).toBe('Mrs Merriweather, 10:02');
  expect(beginScale(school.pen(), placeOf(school), 'scale_learning', before)).toEqual({ record: first.record, save: null });
});

test('when in the work it is can still be said of a scale that was begun without, and is not said anew', () => {
  const school = larkspur();
  const begun = sure(beginScale(school.pen(), placeOf(school), 'scale_learning', { stage: null, how: 'alone' }).save);
  school.save(SAM, begun);
  const chosen = { scale: 'scale_learning', stage: 'review', how: 'alone' };
  expect(giveModel(school.book(), placeOf(school), chosen).stage).toBe('review');
  const said = sure(beginScale(school.pen(), placeOf(school), 'scale_learning', chosen).save);
  expect(said).toMatchObject({ record: begun.record, values: { stage: 'review' } });
  school.save(SAM, said);
  expect(beginScale(school.pen(), placeOf(school), 'scale_learning', { ...chosen, stage: 'after' }).save).toBeNull();
  expect(giveModel(school.book(), placeOf(school), { ...chosen, stage: 'after' }).stage).toBe('review');
});

test('whom was told is said with the day where that is not today, and not at all where nobody was', () => {
  expect(toldWords(new Map(Object.entries(TOLD)), '2026-11-24')).toBe('Mrs Merriweather, 23 Nov, 10:02');
  expect(toldWords(new Map([['lead_told', 'Mrs Merriweather']]), '2026-11-24')).toBe('Mrs Merriweather');
  expect(toldWords(new Map(), '2026-11-24')).toBeNull();
});
