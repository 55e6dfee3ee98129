import { describe, expect, it } from 'vitest';

import { joining, lettingIn, settingUp, unlocking } from '../../src/app/entry/attempts.ts';
import { type Door, type LetIn, passwordFault, readLetIn, saidOf } from '../../src/app/entry/door.ts';
import { showingSheets } from '../../src/app/entry/sheets.ts';
import { ServerRefused, Unreachable } from '../../src/store/api.ts';
import { BadSeal } from '../../src/sync/encoding.ts';

const SCHOOL = 'A'.repeat(22);
const GENESIS = 'B'.repeat(43);
const PASSWORD = 'four or five words';
const SHEETS = { recovery: ['larch', 'river', 'candle', 'orbit'], root: ['amber', 'ferry', 'glove', 'hinge'] };

/** A door that notes who knocked, and refuses where it is told to. */
function doorThat(refuses: Error | null = null): Door & { readonly knocks: unknown[] } {
  const knocks: unknown[] = [];
  const knock = (...what: unknown[]): Promise<void> => {
    knocks.push(what);
    return refuses === null ? Promise.resolve() : Promise.reject(refuses);
  };
  return {
    knocks, unlock: knock, unlockByTouch: knock, letIn: knock, join: knock, setUp: (...what) => knock(...what).then(() => ({ sheets: SHEETS, found: () => Promise.resolve() })),
  };
}

async function settled(): Promise<void> {
  await new Promise((done) => setTimeout(done, 0));
}

const SAM = { name: 'account', handle: 'sam', passkey: false, notSent: 2 };

describe('opening a locked tablet', () => {
  it('keeps what was typed when the password is another one, and says what to do', async () => {
    const { model, actions } = unlocking(doorThat(new BadSeal('a seal does not open')), SAM, 'School', () => undefined);
    actions.password('not this one');
    actions.open();
    expect(model.value.busy).toBe('Opening …');
    await settled();
    expect(model.value).toMatchObject({ busy: null, password: 'not this one' });
    expect(model.value.error).toContain('try again');
  });

  it('forgets the password when it opened', async () => {
    const { model, actions } = unlocking(doorThat(), SAM, 'School', () => undefined);
    actions.password(PASSWORD);
    actions.open();
    await settled();
    expect(model.value.password).toBeNull();
  });

  it('tries once at a time', async () => {
    const door = doorThat();
    const { actions } = unlocking(door, SAM, 'School', () => undefined);
    actions.open();
    actions.open();
    await settled();
    expect(door.knocks).toHaveLength(1);
  });
});

describe('letting a new device in', () => {
  const text = `${SCHOOL}.${GENESIS}.c2Ft.ABCD-1234`;
  const shown: LetIn = { school: SCHOOL, genesis: GENESIS, handle: 'sam', code: 'ABCD-1234', text };

  it('reads the whole link, the text behind its hash, and nothing else', () => {
    expect(readLetIn(`https://beside.example/let-in#${text}`)).toEqual(shown);
    expect(readLetIn(` ${text} `)).toEqual(shown);
    for (const wrong of ['', 'ABCD-1234', `${text}.more`, text.slice(1)]) expect(readLetIn(wrong)).toBeNull();
  });

  it('uses what was scanned with the password typed here', async () => {
    const door = doorThat();
    const { actions } = lettingIn(door, 'School', shown);
    actions.change('password', PASSWORD);
    actions.signIn();
    await settled();
    expect(door.knocks).toEqual([[shown, PASSWORD]]);
  });

  it('does not knock with half a code', () => {
    const door = doorThat();
    const { model, actions } = lettingIn(door, 'School', null);
    actions.change('code', 'ABCD');
    actions.signIn();
    expect(model.value.error).toContain('not whole');
    expect(door.knocks).toEqual([]);
  });
});

describe('joining', () => {
  it('asks for the invitation first, then names every field that is missing', () => {
    const { model, actions } = joining(doorThat(), 'School', null);
    actions.change('code', 'half');
    actions.join();
    expect(model.value.errors.code).toContain('not whole');
    actions.change('code', 'a.b.c.d');
    actions.join();
    expect(model.value.school).toBe('School');
    actions.change('password', 'short');
    actions.join();
    expect(Object.keys(model.value.errors).sort()).toEqual(['handle', 'name', 'password']);
  });

  it('keeps everything typed when the server refuses', async () => {
    const refused = new ServerRefused(409, { code: 'handle_taken' });
    const { model, actions } = joining(doorThat(refused), 'School', 'a.b.c.d');
    for (const [field, words] of [['name', 'Sam'], ['handle', 'sam'], ['password', PASSWORD]] as const) actions.change(field, words);
    actions.join();
    await settled();
    expect(model.value).toMatchObject({ name: 'Sam', handle: 'sam', password: PASSWORD });
    expect(model.value.error).toContain('Choose another.');
  });
});

describe('setting a school up', () => {
  it('shows the sheets before anything is sent', async () => {
    let founded: unknown = null;
    const { actions } = settingUp(doorThat(), 'TOKEN', ({ sheets }) => {
      founded = sheets;
    });
    for (const [field, words] of [['school', 'Larkspur'], ['name', 'Q'], ['handle', 'q'], ['password', PASSWORD]] as const) {
      actions.change(field, words);
    }
    actions.goOn();
    await settled();
    expect(founded).toBe(SHEETS);
  });

  it('asks words of both sheets back, and is done only when they are right', () => {
    let done = 0;
    let turn = 0;
    const { model, actions } = showingSheets(SHEETS, {
      school: 'Larkspur', made: 'today', print: () => undefined, random: (below) => (turn += 1) % below, done: () => (done += 1),
    });
    for (const which of ['recovery', 'root'] as const) {
      expect(model.value.which).toBe(which);
      actions.printed();
      actions.check();
      expect(model.value.error).toContain('another one');
      for (const place of model.value.asked ?? []) actions.type(place, ` ${SHEETS[which][place - 1]?.toUpperCase() ?? ''} `);
      actions.check();
    }
    expect(done).toBe(1);
  });
});

describe('what is said', () => {
  it('is a sentence with a remedy for every kind of failure, and holds nothing that was typed', () => {
    for (const error of [new Unreachable('x'), new ServerRefused(401, { code: 'sign_in_refused' }), new Error('secret')]) {
      expect(saidOf(error)).toMatch(/^[A-Z].*\.$/);
      expect(saidOf(error)).not.toContain('secret');
    }
  });

  it('counts a password after normalisation', () => {
    expect(passwordFault('twelve chars')).toBeNull();
    expect(passwordFault('eleven char')).toContain('12');
    // Six ligatures are twelve letters once normalised.
    expect(passwordFault('ﬁﬁﬁﬁﬁﬁ')).toBeNull();
    expect(passwordFault(null)).not.toBeNull();
  });
});
