/**
 * The two sheets of a new school: each is shown, printed, and some of its words typed back, so that nobody finds out years
 * later that the printer was out of ink. The words leave memory when both are done.
 */
import { signal } from '@preact/signals';

import type { SheetActions, SheetModel } from '../../screens/account/model.ts';
import type { Sheets } from './door.ts';
import type { Form } from './attempts.ts';

const ASKED = 3;

/** What the sheets need from outside. */
export interface Around {
  readonly school: string;
  /** "24 November 2026" */
  readonly made: string;
  readonly print: () => void;
  readonly done: () => void;
  /** Whole numbers from 0 below `below`. */
  readonly random: (below: number) => number;
}

/** Both sheets, one after the other. */
export function showingSheets(sheets: Sheets, around: Around): Form<SheetModel, SheetActions> {
  const start = (which: SheetModel['which']): SheetModel => ({
    which, school: around.school, made: around.made, words: sheets[which], asked: null, typed: {}, busy: null, error: null,
  });
  const model = signal(start('recovery'));
  const change = (part: Partial<SheetModel>): void => {
    model.value = { ...model.value, error: null, ...part };
  };
  return {
    model: model,
    actions: {
      print: around.print,
      printed: () => {
        change({ asked: someOf(model.value.words.length, around.random), typed: {} });
      },
      type: (place, word) => {
        change({ typed: { ...model.value.typed, [place]: word } });
      },
      check: () => {
        const wrong = wrongPlace(model.value);
        if (wrong !== null) change({ error: `Word ${wrong} is another one on the sheet. Look again.` });
        else if (model.value.which === 'recovery') model.value = start('root');
        else around.done();
      },
      again: () => {
        change({ asked: null });
      },
    },
  };
}

/** Three places from 1, in order. */
function someOf(count: number, random: (below: number) => number): readonly number[] {
  const places = new Set<number>();
  while (places.size < Math.min(ASKED, count)) places.add(random(count) + 1);
  return [...places].sort((one, other) => one - other);
}

function wrongPlace({ asked, typed, words }: SheetModel): number | null {
  const isRight = (place: number): boolean => typed[place]?.trim().toLowerCase() === words[place - 1];
  return asked?.find((place) => !isRight(place)) ?? null;
}
