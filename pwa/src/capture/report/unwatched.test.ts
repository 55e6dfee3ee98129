import { expect, test } from 'vitest';

import { MINUTE, SECOND, Tablet } from '../../../test/capture/tablet';
import { unwatchedTold } from '.';

const told = (tablet: Tablet) => unwatchedTold(tablet.observation);

test('a lesson that was watched from end to end has nothing to tell', () => {
  expect(told(new Tablet().run(30 * MINUTE).do({ do: 'end', why: null }))).toEqual([]);
});

test('each stretch is told where it lies on the interval’s clock, with its length and its reason', () => {
  const tablet = new Tablet().do({ do: 'hide' }).run(MINUTE).do({ do: 'show' }).run(3 * MINUTE);
  tablet.do({ do: 'pause', reason: 'the class stopped' }).run(5 * MINUTE).do({ do: 'resume', reason: null }).run(4 * MINUTE);
  tablet.sleep(2 * MINUTE).answer(false).run(MINUTE).do({ do: 'end', why: 'called away' });
  expect(told(tablet)).toEqual([
    'The pupil could not be seen for 1 minute at the start.',
    'Paused for 5 minutes after 4 minutes: the class stopped.',
    'Did not keep watching for 2 minutes after 8 minutes.',
    'Ended early after 11 minutes: called away.',
  ]);
});

test('time away in which somebody kept watching is not told, nor a clock that was put forward', () => {
  const tablet = new Tablet().run(MINUTE).sleep(3 * MINUTE).answer(true).run(MINUTE).setClock(9 * MINUTE).answer('only_clock');
  expect(told(tablet.run(26 * MINUTE))).toEqual([]);
});

test('an early end that was gone on from is one sentence', () => {
  const tablet = new Tablet().run(7 * MINUTE).do({ do: 'end', why: null }).run(40 * MINUTE).do({ do: 'reopen' });
  expect(told(tablet.run(23 * MINUTE).do({ do: 'end', why: null }))).toEqual(['Ended after 7 minutes, and gone on with 40 minutes later.']);
});

test('a reason that ends in a stop of its own gets no second', () => {
  const tablet = new Tablet().do({ do: 'pause', reason: 'Fire bell!' }).run(30 * SECOND).do({ do: 'resume', reason: null });
  expect(told(tablet)).toEqual(['Paused for 30 seconds at the start: Fire bell!']);
});
