import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { signal } from '@preact/signals';

import type { Sheet } from '../between/parcel.ts';
import type { ToSealer } from '../between/sealing.ts';
import type { Touch } from '../capture/scale/index.ts';
import { startSittingPage } from './sitting_page.ts';

const SHEET: Sheet = {
  title: 'How I see myself', statements: [{ value: 'temper', label: 'Controlling my temper', help: '' }],
  anchors: [['1', 'the worst it could be']], open: ['temper'], first: true, mentor: 'Sam', readers: 'Sam and Ms Ward',
};

/** A page whose worker is the test: `put` are the fields that it was given, `write` says that all of them are written. */
function aPage() {
  const asked: Extract<ToSealer, { do: 'keep' }>[] = [];
  const send = (it: ToSealer) => {
    if (it.do === 'keep') asked.push(it);
  };
  const touching = () => ({ now: { wall: 0, mono: 0, session: 'one' }, newId: () => 'row', asInstant: () => 'now' });
  const page = startSittingPage(SHEET, { send, touching, canRead: signal(true) });
  const touch = (...all: Touch[]) => {
    for (const it of all) page.touched(it);
  };
  return {
    page,
    touch,
    put: () => asked.map(({ changes }) => changes.map(([path]) => path)),
    write: () => { page.heard({ is: 'kept', number: asked.length }); },
    screen: () => page.model.value.view.screen,
  };
}

const TO_WORDS: readonly Touch[] = [
  { do: 'begin' }, { do: 'practise', place: 10 }, { do: 'next' }, { do: 'practise', place: 1 }, { do: 'next' },
  { do: 'answer', mark: 'now', place: 4 }, { do: 'answer', mark: 'wish', place: 8 }, { do: 'next' },
];

beforeEach(() => {
  vi.useFakeTimers();
});

afterEach(() => {
  vi.useRealTimers();
});

test('every answer is put away when it is given', () => {
  const { touch, put } = aPage();
  touch(...TO_WORDS);
  expect(put()).toEqual([
    ['started'], ['practice_best'], ['practice_worst'], ['temper_now'], ['temper_wish'], ['temper_took_ms'],
  ]);
});

test('a touch that means nothing here puts nothing away', () => {
  const { touch, put } = aPage();
  touch({ do: 'answer', mark: 'now', place: 4 });
  expect(put()).toEqual([]);
});

test('own words are put away when the writing pauses, and not at every letter', () => {
  const { page, touch, put } = aPage();
  touch(...TO_WORDS, { do: 'say', words: 'I' }, { do: 'say', words: 'I am' });
  expect(page.model.value.words).toBe('I am');
  const before = put().length;
  vi.advanceTimersByTime(10_000);
  expect(put().slice(before - 1)).toEqual([['temper_took_ms'], ['words']]);
});

test('own words are put away before whatever is touched next, and when the page may be about to go', () => {
  const { page, touch, put } = aPage();
  touch(...TO_WORDS, { do: 'say', words: 'I am' }, { do: 'ask', what: 'need_mentor' });
  expect(put().slice(-2)).toEqual([['words'], ['wishes/row/what', 'wishes/row/at']]);
  touch({ do: 'say', words: 'I am fine' });
  page.putAway();
  expect(put().at(-1)).toEqual(['words']);
});

test('“put away” is said only once everything is written', async () => {
  const { touch, write, screen } = aPage();
  touch(...TO_WORDS, { do: 'finish' });
  await vi.advanceTimersByTimeAsync(0);
  expect(screen()).toBe('words');
  write();
  await vi.advanceTimersByTimeAsync(0);
  expect(screen()).toBe('finished');
});

test('a wish pressed while the end is still being written is not lost, and is written too', async () => {
  const { page, touch, put, write, screen } = aPage();
  touch(...TO_WORDS, { do: 'finish' }, { do: 'ask', what: 'talk_today' });
  expect(put().at(-1)).toEqual(['wishes/row/what', 'wishes/row/at']);
  write();
  await vi.advanceTimersByTimeAsync(0);
  expect(screen()).toBe('finished');
  expect(page.model.value.view.asked).toEqual({ talk_today: 0 });
});

test('at the end nothing is shown back', async () => {
  const { page, touch, write } = aPage();
  touch(...TO_WORDS, { do: 'say', words: 'canary' }, { do: 'finish' });
  write();
  await vi.advanceTimersByTimeAsync(0);
  expect(page.model.value.words).toBe('');
  expect(page.model.value.view.statement).toBeNull();
});

test('what keeps an answer from being written is said, until it is written', () => {
  const { page, touch, write } = aPage();
  touch({ do: 'begin' });
  page.heard({ is: 'trouble', why: 'full' });
  expect(page.trouble.value).toBe('full');
  write();
  expect(page.trouble.value).toBeNull();
});

test('which answers are about welfare is not told to the page', () => {
  expect(aPage().page.model.value.statements).toEqual([{ ...SHEET.statements[0], welfare: false }]);
});
