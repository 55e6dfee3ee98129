import { expect, test } from 'vitest';

import { copyText } from '../../src/casework/copy';
import { unfinished } from '../../src/casework/unfinished';
import { at, KAI, larkspur, SAM } from './school';

const NOTHING = { unsent: [], said: [], half: [] };

test('what is half written leads back to its page, the last written first, and names the pupil', () => {
  const half = [
    { page: '/drop-in', form: 'drop_in', at: at('2026-11-23T09:30') },
    { page: `/session/${KAI}`, form: 'session', at: at('2026-11-23T09:50') },
  ];
  const found = unfinished(larkspur().book(), half, []);
  expect(found.map(({ title }) => title)).toEqual(['Session note, Kai Brennan', 'Drop-in']);
  expect(found[0]).toMatchObject({ href: `/session/${KAI}`, detail: 'Half written at 9:50, not saved yet' });
});

test('an observation that was not ended is said, and one that was ended and never saved', () => {
  const school = larkspur();
  const begun = { started: '2026-11-23T09:15:00.000+00:00', observer: SAM };
  const running = school.begin(SAM, KAI, 'observation', begun);
  const ended = school.begin(SAM, KAI, 'observation', { ...begun, ended: '2026-11-23T09:45:00.000+00:00' });
  const found = unfinished(school.book(), [], [running, ended]);
  const title = 'Observation, Kai Brennan';
  expect(found).toEqual([
    { id: running, title, detail: 'Not ended: go on', href: `/pad/${KAI}/${running}` },
    { id: ended, title, detail: 'Ended, not saved yet', href: `/pad/${KAI}/${ended}` },
  ]);
});

test('a copy says in words all that is nowhere else', () => {
  const school = larkspur();
  const record = school.begin(SAM, KAI, 'session', { happened: 'Talked about the gala.' });
  const text = copyText(school.book(), {
    unsent: [{ vault: KAI, record }, { vault: KAI, record: null }],
    said: [{ vault: KAI, changes: [{ path: `${record}/_form`, value: 'session' }, { path: `${record}/next_step`, value: 'Ask Mr Lee.' }] }],
    half: [{ title: 'Drop-in', form: 'drop_in', leaves: new Map([['note', 'Half a thought']]) }],
  });
  for (const said of ['Sam Ortiz', 'Kai Brennan', 'Talked about the gala.', 'Ask Mr Lee.', 'Half a thought', 'Anybody who finds this copy can read it']) {
    expect(text).toContain(said);
  }
});

test('of a form that this version does not know, everything stands in the copy as it is', () => {
  const half = [{ title: 'A form', form: 'from_the_future', leaves: new Map([['hope', 'that it works']]) }];
  expect(copyText(larkspur().book(), { ...NOTHING, half })).toContain('hope: that it works');
});
