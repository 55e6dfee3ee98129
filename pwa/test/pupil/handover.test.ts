import { beforeAll, describe, expect, test } from 'vitest';

import type { Parcel } from '../../src/between/parcel.ts';
import { occasionFrom, type Touch } from '../../src/capture/scale/index.ts';
import { askedAgain, scaleForm, sheetFor } from '../../src/capture/scale/sheet.ts';
import { type Leaves, newest } from '../../src/casework/forms.ts';
import { Spent, startSealer, type Write } from '../../src/pupil/worker/sealer.ts';
import type { DropRow } from '../../src/store/db.ts';
import { inOneStep } from '../../src/store/db.ts';
import { makeParcel } from '../../src/store/handover.ts';
import { historyOf } from '../../src/store/history.ts';
import { vaultOf } from '../../src/store/replica.ts';
import { createVault, save } from '../../src/store/save.ts';
import { b64u, newId } from '../../src/sync/encoding.ts';
import { parse, verifyEntry } from '../../src/sync/entry.ts';
import { setChanges, view } from '../../src/sync/records.ts';
import { parseTicket } from '../../src/sync/ticket.ts';
import { settle, type Tablet, World } from '../store/tablets.ts';
import { sitDown } from './sitting.ts';

const FORM = newest('scale_self_esteem');
const WHO = { mentor: 'Sam', readers: 'Sam and Ms Ward' };
const { statements } = scaleForm(FORM);

let world: World;
beforeAll(async () => {
  world = await World.begin();
});

/** A mentor's tablet with a scale begun for a pupil. */
class Office {
  readonly tablet: Tablet;
  readonly vault: string;
  readonly record = b64u(newId());

  private constructor(tablet: Tablet, vault: string) {
    this.tablet = tablet;
    this.vault = vault;
  }

  static async open(by = world.sam): Promise<Office> {
    const tablet = await world.tablet(by);
    const office = new Office(tablet, await createVault(tablet.replica, 'case'));
    await office.write({ _form: FORM.name, _version: FORM.version, date: '2026-11-23', stage: 'before' });
    return office;
  }

  async write(values: Record<string, string | number>): Promise<void> {
    const { state } = vaultOf(this.tablet.replica, this.vault);
    await save(this.tablet.replica, this.vault, setChanges(state, this.record, values));
  }

  leaves(tablet = this.tablet): Leaves {
    const found = view(vaultOf(tablet.replica, this.vault).state, this.record);
    const plain = [...(found?.fields ?? [])].map(([name, field]) => [name, field.value] as const);
    const rows = [...(found?.rows ?? [])].flatMap(([name, list]) =>
      list.flatMap((row) => [...row.fields].map(([column, field]) => [`${name}/${row.id}/${column}`, field.value] as const)));
    return new Map([...plain, ...rows]);
  }

  give(): Promise<Parcel> {
    const sheet = sheetFor(FORM, this.leaves(), WHO);
    const given = { vault: this.vault, record: this.record, form: FORM.name, version: FORM.version, again: askedAgain(sheet), sheet };
    return makeParcel(this.tablet.replica, given);
  }

  readonly keep: Write = async (row) => {
    await inOneStep(await this.tablet.replica.keeper.database(), ['drops'], (step) => step.objectStore('drops').put(row));
  };

  async drops(): Promise<DropRow[]> {
    return (await this.tablet.replica.keeper.database()).getAll('drops');
  }

  /** A pupil sits down with the tablet; `touches` are all that they do. */
  async sitting(touches: readonly Touch[], parcel?: Parcel): Promise<void> {
    const given = parcel ?? (await this.give());
    const sealer = await startSealer(world.suite, given, this.keep, () => world.server.now);
    for (const changes of sitDown(given.sheet, touches)) await sealer.keep(changes);
  }
}

const PRACTICE: readonly Touch[] = [
  { do: 'begin' }, { do: 'practise', place: 10 }, { do: 'next' }, { do: 'practise', place: 1 }, { do: 'next' },
];

function both(now: number, wish: number): Touch[] {
  return [{ do: 'answer', mark: 'now', place: now }, { do: 'answer', mark: 'wish', place: wish }, { do: 'next' }];
}

const SKIP: Touch = { do: 'no_answer', answer: 'skip' };
const WHOLE: readonly Touch[] = [...PRACTICE, ...statements.flatMap(() => both(4, 8)), { do: 'finish' }];

describe('what a pupil answers', () => {
  test('is read by the mentor at the next unlock, before anything was sent', async () => {
    const office = await Office.open();
    await office.sitting([...PRACTICE, ...both(3, 7), { do: 'ask', what: 'talk_today' }]);
    await office.tablet.start();
    const occasion = occasionFrom(office.leaves(), statements);
    expect(occasion.answers[statements[0]?.value ?? '']).toEqual({ now: 3, wish: 7 });
    expect(occasion.asked.map(({ what }) => what)).toEqual(['talk_today']);
  });

  test('reaches the line manager whole, and leaves nothing to be sent', async () => {
    const office = await Office.open();
    const ward = await world.tablet(world.ward);
    await office.sitting(WHOLE);
    await office.tablet.start();
    await settle([office.tablet, ward]);
    const occasion = occasionFrom(office.leaves(ward), statements);
    expect(statements.map(({ value }) => occasion.answers[value])).toEqual(statements.map(() => ({ now: 4, wish: 8 })));
    expect(occasion.finished).toBe(true);
    expect(await office.drops()).toEqual([]);
    expect(ward.states()[office.vault]).toBe(office.tablet.states()[office.vault]);
  });

  test('is sent by a tablet that stays locked', async () => {
    const office = await Office.open();
    await settle([office.tablet]);
    await office.sitting([...PRACTICE, ...both(2, 9)]);
    await office.tablet.startLocked();
    await office.tablet.exchange();
    expect(await office.drops()).toEqual([]);
  });

  test('changed before they went on stands once, as the later answer', async () => {
    const office = await Office.open();
    await office.sitting([...PRACTICE, { do: 'answer', mark: 'now', place: 2 }, { do: 'answer', mark: 'now', place: 5 }]);
    await office.tablet.start();
    const found = view(vaultOf(office.tablet.replica, office.vault).state, office.record);
    expect(found?.fields.get(`${statements[0]?.value ?? ''}_now`)?.versions.map(({ value }) => value)).toEqual([5]);
  });

  test('is in the history as it was first answered too, on this tablet and, once sent, on another', async () => {
    const office = await Office.open();
    const ward = await world.tablet(world.ward);
    await office.sitting([...PRACTICE, { do: 'answer', mark: 'now', place: 2 }, { do: 'answer', mark: 'now', place: 5 }]);
    await office.tablet.start();
    const answers = async (tablet: Tablet): Promise<readonly unknown[]> => {
      const { saves } = await historyOf(tablet.replica, office.vault, office.record);
      return saves.flatMap(({ changes }) => changes).filter(({ path }) => path === `${statements[0]?.value ?? ''}_now`).map(({ value }) => value);
    };
    expect(await answers(office.tablet)).toEqual([2, 5]);
    await settle([office.tablet, ward]);
    expect(await answers(ward)).toEqual([2, 5]);
  });
});

describe('another day', () => {
  test('only what is open is asked, and what was put off is answered once', async () => {
    const office = await Office.open();
    await office.sitting([...PRACTICE, ...both(3, 7), SKIP, { do: 'stop' }]);
    await office.tablet.start();
    const again = await office.give();
    expect(again.sheet.open).toEqual(statements.slice(1).map(({ value }) => value));
    expect(again.sheet.first).toBe(false);
    await office.sitting([{ do: 'begin' }, ...both(6, 6)], again);
    await office.tablet.start();
    const found = view(vaultOf(office.tablet.replica, office.vault).state, office.record);
    const skipped = statements[1]?.value ?? '';
    expect(found?.fields.get(`${skipped}_now`)?.versions.map(({ value }) => value)).toEqual([6]);
  });

  test('own words of both days are kept', async () => {
    const office = await Office.open();
    const skipAll = statements.map(() => SKIP);
    await office.sitting([...PRACTICE, ...skipAll, { do: 'say', words: 'One day.' }, { do: 'stop' }]);
    await office.tablet.start();
    await office.sitting([{ do: 'begin' }, ...skipAll, { do: 'say', words: 'Another day.' }, { do: 'finish' }]);
    await office.tablet.start();
    const found = view(vaultOf(office.tablet.replica, office.vault).state, office.record);
    expect(found?.fields.get('words')?.versions.map(({ value }) => value).sort()).toEqual(['Another day.', 'One day.']);
  });
});

describe('what goes with the tablet', () => {
  test('holds no key that opens anything, and no earlier answer', async () => {
    const office = await Office.open();
    await office.write({ [`${statements[0]?.value ?? ''}_now`]: 3, notes: 'canary' });
    const parcel = await office.give();
    const { open } = office.tablet.replica;
    const { keys, dropKeys } = vaultOf(office.tablet.replica, office.vault);
    const secrets = [...keys.values(), ...[...dropKeys.values()].map(({ privateKey }) => privateKey)]
      .concat(open === null ? [] : [open.identity.rest, open.identity.accountSecret, open.identity.deviceSeed, open.identity.authentication]);
    const bytes = Object.values(parcel).filter((part) => part instanceof Uint8Array).map(b64u);
    for (const secret of secrets) expect(bytes.filter((part) => part.includes(b64u(secret)))).toEqual([]);
    expect(JSON.stringify(parcel)).not.toContain('canary');
    expect(JSON.stringify(parcel.standing)).not.toContain('value');
  });

  test('the ticket is for one record, signed by the device, and outlasts a summer', async () => {
    const office = await Office.open();
    const { terms } = parseTicket((await office.give()).ticket);
    expect(b64u(terms.record)).toBe(office.record);
    expect(terms.notAfter).toBeGreaterThan(world.server.now + 100 * 24 * 60 * 60_000);
  });

  test('once sealing has begun the parcel’s key is gone, and each drop is signed by it', async () => {
    const office = await Office.open();
    const parcel = await office.give();
    await office.sitting([...PRACTICE, ...both(1, 10)], parcel);
    expect(parcel.seed.every((byte) => byte === 0)).toBe(true);
    const { ephemeral } = parseTicket(parcel.ticket).terms;
    const entries = (await office.drops()).map(({ entry }) => parse(entry));
    expect(await Promise.all(entries.map((entry) => verifyEntry(world.suite, entry, ephemeral)))).toEqual(entries.map(() => true));
  });
});

describe('a tablet that cannot write', () => {
  test('keeps what was sealed, and writes those very bytes once it can', async () => {
    const office = await Office.open();
    const tried: DropRow[] = [];
    const fails = { left: 2 };
    const write: Write = async (row) => {
      tried.push(row);
      if ((fails.left -= 1) >= 0) throw new DOMException('full', 'QuotaExceededError');
      await office.keep(row);
    };
    const sealer = await startSealer(world.suite, await office.give(), write, () => world.server.now);
    const changes = [['temper_now', 4]] as const;
    await expect(sealer.keep(changes)).rejects.toThrow('full');
    await expect(sealer.keep(changes)).rejects.toThrow('full');
    await sealer.keep(changes);
    expect(tried[1]).toEqual(tried[0]);
    expect(await office.drops()).toEqual([tried[0]]);
    await office.tablet.start();
    expect(office.leaves().get('temper_now')).toBe(4);
  });

  test('seals no more than its ticket allows', async () => {
    const office = await Office.open();
    const sealer = await startSealer(world.suite, await office.give(), () => Promise.resolve(), () => world.server.now);
    const words = '🙂'.repeat(10_000);
    const wordy = async (): Promise<void> => {
      for (let time = 0; time < 1_000; time += 1) await sealer.keep([['words', words]]);
    };
    await expect(wordy()).rejects.toThrow(Spent);
  });
});
