/** The capture screens beside the catalogue: the names they write, and the words they know columns by. */

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { behavioursFrom } from '../../src/capture/behaviours';
import { toLeaves } from '../../src/capture/observation';
import { didWords } from '../../src/capture/report';
import { startSitting, statementsFrom, type Touch, touch } from '../../src/capture/scale';
import type { Leaf } from '../../src/capture/leaves';
import { fieldAt, fieldsOf, formNamed, newest, sectionsOf } from '../../src/casework/forms';
import { judge } from '../../src/casework/validate';
import { asInstant, BEHAVIOURS, lessons, play, QUARTER_PAST_NINE, Tablet } from './tablet';

const OBSERVATION = newest('observation');

function itemsOf(form: string, version: number, name: string) {
  const found = formNamed(form, version);
  const fields = found === undefined ? [] : sectionsOf(found).flatMap((section) => section.fields);
  return fields.find((field) => field.name === name)?.items ?? [];
}

/** An id as every device makes them, from the running numbers of the tests. */
function identity(path: string): string {
  return path.replace(/\bid(\d+)/, (_all, digits: string) => digits.padStart(21, 'A') + 'A');
}

describe('an observation', () => {
  test('has the behaviours of the form, each told apart by side and measure', () => {
    expect(behavioursFrom(itemsOf('observation', 1, 'ticks'))).toEqual(BEHAVIOURS);
  });

  test('has a plain phrase for every printed column', () => {
    const quoted = BEHAVIOURS.filter((behaviour) => didWords(behaviour, 'starts').startsWith('“'));
    expect(quoted.map(({ value }) => value)).toEqual(['other']);
  });

  test('writes only what the form declares, and all of it passes the form', () => {
    fc.assert(
      fc.property(lessons, (lesson) => {
        const { observation } = lesson.reduce(play, new Tablet());
        const written = toLeaves(observation, asInstant);
        const record = new Map<string, Leaf>([
          ['_form', 'observation'],
          ['_version', 1],
          ['date', '2026-11-24'],
        ]);
        for (const [path, leaf] of written) {
          expect(fieldAt(OBSERVATION, path), path).toBeDefined();
          record.set(identity(path), leaf);
        }
        expect(judge(record, { today: '2099-01-01' })).toEqual([]);
      }),
    );
  });
});

describe.each(['scale_self_esteem', 'scale_learning'] as const)('%s', (name) => {
  const form = newest(name);
  const statements = statementsFrom(itemsOf(name, 1, 'statements')).map(({ value }) => value);

  test('is written under the form’s own names, and all of it passes the form', () => {
    const each: Touch[] = [
      { do: 'answer', mark: 'now', place: 3 },
      { do: 'answer', mark: 'wish', place: 7 },
      { do: 'next' },
    ];
    const touches: Touch[] = [
      { do: 'ask', what: 'talk_today' },
      { do: 'begin' },
      { do: 'read_aloud' },
      { do: 'practise', place: 10 },
      { do: 'next' },
      { do: 'practise', place: 1 },
      { do: 'next' },
      { do: 'no_answer', answer: 'skip' },
      { do: 'no_answer', answer: 'dont_know' },
      { do: 'next' },
      { do: 'no_answer', answer: 'rather_not' },
      { do: 'next' },
      ...statements.slice(3).flatMap(() => each),
      { do: 'say', words: 'It was a good week.' },
      { do: 'finish' },
    ];
    const record = new Map<string, Leaf>([
      ['_form', name],
      ['_version', 1],
      ['date', '2026-11-24'],
    ]);
    let sitting = startSitting({ statements, open: statements, first: true });
    for (const it of touches) {
      const now = { wall: QUARTER_PAST_NINE, mono: 0, session: 'a' };
      const step = touch(sitting, it, { now, newId: () => 'id1', asInstant });
      expect(step.refused).toBeNull();
      for (const [path, leaf] of step.changes) {
        expect(fieldAt(form, path), path).toBeDefined();
        record.set(identity(path), leaf);
      }
      sitting = step.sitting;
    }
    expect(sitting.place.screen).toBe('finished');
    expect([...fieldsOf(form).keys()].filter((path) => path.endsWith('_now') && !record.has(path))).toEqual([]);
    expect(judge(record, { today: '2099-01-01' })).toEqual([]);
  });
});
