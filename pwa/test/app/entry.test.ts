import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

import { joining, lettingIn, type Slowing, unlocking } from '../../src/app/entry/attempts.ts';
import { byRoot, settingUp } from '../../src/app/entry/beginning.ts';
import { type BroughtWindow, bring, broughtTo, forgetBrought, takeBrought } from '../../src/app/entry/brought.ts';
import { type Door, type Invited, isInvitation, type LetIn, passwordFault, readLetIn } from '../../src/app/entry/door.ts';
import { showingSheets } from '../../src/app/entry/sheets.ts';
import { countWrong, forgive, waitOf } from '../../src/app/entry/slowing.ts';
import { enteringSaid, saidOf } from '../../src/app/entry/told.ts';
import { ServerRefused, Unreachable } from '../../src/store/api.ts';
import { BadSeal, Malformed } from '../../src/sync/encoding.ts';
import { NoSheet } from '../../src/sync/keys.ts';

const SCHOOL = 'A'.repeat(22);
const GENESIS = 'B'.repeat(43);
const INVITATION = `${SCHOOL}.${GENESIS}.${'C'.repeat(22)}.${'D'.repeat(43)}`;
const PASSWORD = 'four or five words';
const SHEETS = { recovery: ['larch', 'river', 'candle', 'orbit'], root: ['amber', 'ferry', 'glove', 'hinge'] };

/** A door that notes who knocked, and refuses where it is told to. */
function doorThat(refuses: Error | null = null, invited: Invited = { roles: ['mentor'], renews: null }): Door & { readonly knocks: unknown[] } {
  const knocks: unknown[] = [];
  const knock = (...what: unknown[]): Promise<void> => {
    knocks.push(what);
    return refuses === null ? Promise.resolve() : Promise.reject(refuses);
  };
  return {
    knocks, unlock: knock, unlockByTouch: knock, letIn: knock, join: knock, byRoot: knock,
    look: () => Promise.resolve(invited),
    setUp: (...what) => knock(...what).then(() => ({ sheets: SHEETS, found: () => Promise.resolve() })),
  };
}

async function settled(): Promise<void> {
  await new Promise((done) => setTimeout(done, 0));
}

const SAM = { name: 'account', handle: 'sam', passkey: false, ended: false, notSent: 2, noRoom: false };
const FREELY: Slowing = { wait: () => 0, wrong: () => undefined, right: () => undefined };

describe('opening a locked tablet', () => {
  it('keeps what was typed when the password is another one, and says what to do', async () => {
    const { model, actions } = unlocking(doorThat(new BadSeal('a seal does not open')), SAM, FREELY, () => undefined);
    actions.password('not this one, either');
    actions.open();
    expect(model.value.busy).toBe('Opening …');
    await settled();
    expect(model.value).toMatchObject({ busy: null, password: 'not this one, either' });
    expect(model.value.error).toContain('try again');
  });

  it('says the same of one that is too short to be it, without the work', () => {
    const door = doorThat();
    const { model, actions } = unlocking(door, SAM, FREELY, () => undefined);
    actions.password('short');
    actions.open();
    expect(model.value.error).toContain('not the password');
    expect(door.knocks).toEqual([]);
  });

  it('forgets the password when it opened', async () => {
    const { model, actions } = unlocking(doorThat(), SAM, FREELY, () => undefined);
    actions.password(PASSWORD);
    actions.open();
    await settled();
    expect(model.value.password).toBeNull();
  });

  it('tries once at a time', async () => {
    const door = doorThat();
    const { actions } = unlocking(door, SAM, FREELY, () => undefined);
    actions.password(PASSWORD);
    actions.open();
    actions.open();
    await settled();
    expect(door.knocks).toHaveLength(1);
  });
});

describe('guessing at the glass', () => {
  beforeEach(() => { vi.useFakeTimers(); });
  afterEach(() => { vi.useRealTimers(); });

  const storage = (): Pick<Storage, 'getItem' | 'setItem'> => {
    const kept = new Map<string, string>();
    return { getItem: (name) => kept.get(name) ?? null, setItem: (name, value) => void kept.set(name, value) };
  };

  it('costs nothing three times, then twice as long each time, and never more than five minutes', () => {
    const kept = storage();
    const waits = Array.from({ length: 14 }, () => {
      countWrong(kept, 'sam', 0);
      return waitOf(kept, 'sam', 0) / 1000;
    });
    expect(waits).toEqual([0, 0, 5, 10, 20, 40, 80, 160, 300, 300, 300, 300, 300, 300]);
    expect(waitOf(kept, 'priya', 0)).toBe(0);
    forgive(kept, 'sam');
    expect(waitOf(kept, 'sam', 0)).toBe(0);
  });

  it('is over when the wait is, also on a clock that was set back meanwhile', () => {
    const kept = storage();
    for (let nth = 0; nth < 3; nth += 1) countWrong(kept, 'sam', 1_000_000);
    expect(waitOf(kept, 'sam', 1_004_999)).toBe(1);
    expect(waitOf(kept, 'sam', 1_005_000)).toBe(0);
    for (let nth = 0; nth < 3; nth += 1) countWrong(kept, 'ann', 1_000_000);
    expect(waitOf(kept, 'ann', 400_000)).toBe(5_000);
    expect(waitOf(kept, 'ann', 405_000)).toBe(0);
  });

  it('begins anew where somebody wrote nonsense into the storage', () => {
    const kept = storage();
    kept.setItem('wrong-passwords', 'nonsense');
    expect(waitOf(kept, 'sam', 0)).toBe(0);
  });

  it('shows how long it takes, keeps what was typed, and takes no press meanwhile', async () => {
    const kept = storage();
    const slowing: Slowing = {
      wait: () => waitOf(kept, 'sam', Date.now()), wrong: () => { countWrong(kept, 'sam', Date.now()); }, right: () => { forgive(kept, 'sam'); },
    };
    const door = doorThat(new BadSeal('no'));
    const { model, actions } = unlocking(door, SAM, slowing, () => undefined);
    for (let nth = 0; nth < 3; nth += 1) {
      actions.password(`guess number ${nth} is wrong`);
      actions.open();
      await vi.advanceTimersByTimeAsync(0);
    }
    expect(model.value).toMatchObject({ busy: 'Wait 5 seconds …', password: 'guess number 2 is wrong' });
    actions.open();
    await vi.advanceTimersByTimeAsync(2_000);
    expect(model.value.busy).toBe('Wait 3 seconds …');
    expect(door.knocks).toHaveLength(3);
    await vi.advanceTimersByTimeAsync(3_000);
    expect(model.value.busy).toBeNull();
    actions.open();
    expect(door.knocks).toHaveLength(4);
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
    const { model, actions } = lettingIn(door, text);
    expect(model.value.handle).toBe('sam');
    actions.change('password', PASSWORD);
    actions.signIn();
    await settled();
    expect(door.knocks).toEqual([[shown, PASSWORD]]);
  });

  it('asks for the link first, then says whose it is', () => {
    const door = doorThat();
    const { model, actions } = lettingIn(door, null);
    actions.change('link', 'ABCD');
    actions.signIn();
    expect(model.value.error).toContain('not whole');
    actions.change('link', `https://beside.example/let-in#${text}`);
    actions.signIn();
    expect(model.value).toMatchObject({ handle: 'sam', error: null });
    expect(door.knocks).toEqual([]);
  });

  it('says at once of a mangled link that it is not whole', () => {
    expect(lettingIn(doorThat(), 'half').model.value).toMatchObject({ handle: null, link: 'half' });
    expect(lettingIn(doorThat(), 'half').model.value.error).toContain('not whole');
  });
});

describe('joining', () => {
  const nobody = (): null => null;

  it('looks at the invitation first, then names every field that is missing', async () => {
    const { model, actions } = joining(doorThat(), null, nobody);
    actions.change('code', 'half');
    actions.join();
    expect(model.value.errors.code).toContain('not whole');
    actions.change('code', `https://beside.example/join#${INVITATION}`);
    actions.join();
    await settled();
    expect(model.value.invited).toBe('You are invited as learning mentor.');
    actions.change('password', 'short');
    actions.join();
    expect(Object.keys(model.value.errors).sort()).toEqual(['handle', 'name', 'password']);
  });

  it('tells of a used invitation before anybody has typed', async () => {
    const door: Door = { ...doorThat(), look: () => Promise.reject(new ServerRefused(410, { code: 'invitation_spent' })) };
    const { model } = joining(door, INVITATION, nobody);
    await settled();
    expect(model.value).toMatchObject({ invited: null, code: INVITATION });
    expect(model.value.error).toContain('Ask an administrator');
  });

  it('keeps everything typed when the server refuses', async () => {
    const { model, actions } = joining(doorThat(new ServerRefused(409, { code: 'handle_taken' })), INVITATION, nobody);
    await settled();
    for (const [field, words] of [['name', 'Sam'], ['handle', 'sam'], ['password', PASSWORD]] as const) actions.change(field, words);
    actions.join();
    await settled();
    expect(model.value).toMatchObject({ name: 'Sam', handle: 'sam', password: PASSWORD });
    expect(model.value.error).toContain('Choose another.');
  });

  it('asks who comes back for no name, and knows the sign-in name from this tablet', async () => {
    const door = doorThat(null, { roles: ['mentor'], renews: 'member' });
    const { model, actions } = joining(door, INVITATION, (member) => (member === 'member' ? 'sam' : null));
    await settled();
    expect(model.value).toMatchObject({ renews: true, handle: 'sam' });
    actions.change('password', PASSWORD);
    actions.join();
    await settled();
    expect(door.knocks).toEqual([[INVITATION, { name: null, handle: 'sam', password: PASSWORD }]]);
  });

  it('takes an invitation for one by its four parts alone', () => {
    expect(isInvitation(INVITATION)).toBe(true);
    for (const wrong of ['', 'a.b.c.d', INVITATION.slice(1), `${INVITATION}.x`, INVITATION.replace('A', '<')]) expect(isInvitation(wrong)).toBe(false);
  });
});

describe('what a link brought', () => {
  afterEach(() => { forgetBrought(); });

  function aWindow(pathname: string, hash: string) {
    const heard: (() => void)[] = [];
    const replaced: unknown[] = [];
    const window = {
      location: { pathname, hash }, history: { replaceState: (...what: unknown[]) => void replaced.push(what[2]) },
      addEventListener: (_type: 'hashchange', listen: () => void) => void heard.push(listen),
    };
    return { window: window as unknown as BroughtWindow, location: window.location, heard, replaced };
  }

  it('leaves the address at once, and belongs to the page of the link alone', () => {
    const { window, replaced } = aWindow('/join', '#secret');
    takeBrought(window);
    expect(replaced).toEqual(['/join']);
    expect(broughtTo('/join')).toBe('secret');
    expect(broughtTo('/set-up')).toBeNull();
  });

  it('is taken from another link that is opened on the same page', () => {
    const { window, location, heard, replaced } = aWindow('/join', '#first');
    takeBrought(window);
    location.hash = '#second';
    heard[0]?.();
    expect(broughtTo('/join')).toBe('second');
    expect(replaced).toHaveLength(2);
  });

  it('is forgotten once', () => {
    bring('/join', '#secret');
    expect([forgetBrought(), forgetBrought(), broughtTo('/join')]).toEqual([true, false, null]);
  });
});

describe('setting a school up', () => {
  it('shows the sheets before anything is sent', async () => {
    let founded: unknown = null;
    const { actions } = settingUp(doorThat(), { token: 'TOKEN', school: null }, ({ sheets }, school, code) => {
      founded = [sheets, school, code];
    });
    for (const [field, words] of [['school', 'Larkspur'], ['name', 'Q'], ['handle', 'q'], ['password', PASSWORD]] as const) {
      actions.change(field, words);
    }
    actions.goOn();
    await settled();
    expect(founded).toEqual([SHEETS, 'Larkspur', 'TOKEN']);
  });

  const typeBack = ({ model, actions }: ReturnType<typeof showingSheets>): void => {
    for (const place of model.value.asked ?? []) actions.type(place, ` ${model.value.words[place - 1]?.toUpperCase() ?? ''} `);
    actions.check();
  };

  const sheetsThat = (found: (code: string) => Promise<void>): ReturnType<typeof showingSheets> => {
    let turn = 0;
    return showingSheets(SHEETS, {
      school: 'Larkspur', made: 'today', address: 'here', setUpCode: 'TYPO', print: () => undefined, random: (below) => (turn += 1) % below, found,
    });
  };

  it('asks words of both sheets back, and founds the school only when they are right, once', async () => {
    const codes: string[] = [];
    const form = sheetsThat((code) => {
      codes.push(code);
      return Promise.resolve();
    });
    for (const which of ['recovery', 'root'] as const) {
      expect(form.model.value.which).toBe(which);
      form.actions.printed();
      form.actions.check();
      expect(form.model.value.error).toContain('is not the one');
      typeBack(form);
    }
    form.actions.check();
    await settled();
    expect(codes).toEqual(['TYPO']);
  });

  it('lets a mistyped set-up code be corrected without printing anew', async () => {
    const codes: string[] = [];
    const form = sheetsThat((code) => {
      codes.push(code);
      return code === 'TYPO' ? Promise.reject(new ServerRefused(401, { code: 'set_up_token_wrong' })) : Promise.resolve();
    });
    for (let nth = 0; nth < 2; nth += 1) {
      form.actions.printed();
      typeBack(form);
    }
    await settled();
    expect(form.model.value).toMatchObject({ which: 'root', setUpCode: 'TYPO', busy: null });
    form.actions.changeCode(' RIGHT ');
    form.actions.check();
    await settled();
    expect(codes).toEqual(['TYPO', 'RIGHT']);
  });
});

describe('coming back in by the root sheet', () => {
  it('forgets the words when it worked, and keeps them when they are no sheet', async () => {
    for (const refuses of [null, new NoSheet('word 3 is not of the list', 3)]) {
      const { model, actions } = byRoot(doorThat(refuses));
      for (const [field, words] of [['words', 'larch river'], ['name', 'Q'], ['handle', 'q'], ['password', PASSWORD]] as const) actions.change(field, words);
      actions.goOn();
      await settled();
      expect(model.value.words).toBe(refuses === null ? null : 'larch river');
      expect(model.value.error ?? '').toContain(refuses === null ? '' : 'Word 3');
    }
  });
});

describe('what is said', () => {
  it('is a sentence with a remedy for every kind of failure, and holds nothing that was typed', () => {
    const errors = [
      new Unreachable('x'), new ServerRefused(401, { code: 'sign_in_refused' }), new Error('secret'), new Malformed('secret'),
      new NoSheet('the secret words'), new ServerRefused(422, { code: 'bad_signature' }), new ServerRefused(401, { code: 'new_device_code_wrong' }),
    ];
    for (const said of errors.flatMap((error) => [saidOf(error), enteringSaid(error)])) {
      expect(said).toMatch(/^[A-Z].*\.$/);
      expect(said).not.toContain('secret');
    }
  });

  it('says how long to wait where too much was tried', () => {
    expect(saidOf(new ServerRefused(429, { code: 'rate_limited' }, 541))).toContain('Try again in 10 minutes');
    expect(enteringSaid(new ServerRefused(429, { code: 'rate_limited' }, 20))).toContain('Try again in 1 minute;');
  });

  it('counts a password after normalisation', () => {
    expect(passwordFault('twelve chars')).toBeNull();
    expect(passwordFault('eleven char')).toContain('12');
    // Six ligatures are twelve letters once normalised.
    expect(passwordFault('ﬁﬁﬁﬁﬁﬁ')).toBeNull();
    expect(passwordFault(null)).not.toBeNull();
  });
});
