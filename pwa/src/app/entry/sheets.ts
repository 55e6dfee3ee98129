/**
 * The two sheets of a new school: each is shown, printed, and some of its words typed back, so that nobody finds out years
 * later that the printer was out of ink. The words leave memory when both are done.
 */
import { signal } from '@preact/signals';

import type { SheetActions, SheetModel } from '../../screens/account/model.ts';
import type { Sheets } from './door.ts';
import { type Form, trying } from './attempts.ts';
import { ServerRefused } from '../../store/api.ts';

const ASKED = 3;

/** What the sheets need from outside. */
export interface Around {
  readonly school: string;
  /** "24 November 2026" */
  readonly made: string;
  /** Where Beside is opened. */
  readonly address: string;
  readonly setUpCode: string;
  readonly print: () => void;
  /** Founds the school, with the code as it was last typed. */
  readonly found: (setUpCode: string) => Promise<void>;
  /** Whole numbers from 0 below `below`. */
  readonly random: (below: number) => number;
}

/** Both sheets, one after the other. */
export function showingSheets(sheets: Sheets, around: Around): Form<SheetModel, SheetActions> {
  const start = (which: SheetModel['which']): SheetModel => ({
    which, school: around.school, made: around.made, words: sheets[which], asked: null, typed: {},
    address: around.address, setUpCode: null, busy: null, error: null,
  });
  let code = around.setUpCode;
  const model = signal(start('recovery'));
  const change = (part: Partial<SheetModel>): void => {
    if (model.value.busy === null) model.value = { ...model.value, error: null, ...part };
  };
  const found = (): void => {
    const attempt = async (): Promise<void> => {
      try {
        await around.found(code);
      } catch (error) {
        // The sheets are printed: a code that was mistyped costs a line, and not two new sheets.
        if (error instanceof ServerRefused && error.code === 'set_up_token_wrong') model.value = { ...model.value, setUpCode: code };
        throw error;
      }
    };
    trying(model, 'Setting up …', attempt, (done) => done);
  };
  return {
    model,
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
        if (wrong !== null) change({ error: `Word ${wrong} is not the one on the sheet. Look again.` });
        else if (model.value.which === 'recovery') model.value = start('root');
        else found();
      },
      changeCode: (typed) => {
        code = (typed ?? '').trim();
        change({ setUpCode: code });
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
