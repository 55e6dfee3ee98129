/** A vault's log with real keys, from its genesis to a removal. What every reader refuses is in the shared vectors. */
import { describe, expect, test } from 'vitest';

import { openDrop, parseDrop, sealDrop } from '../../src/sync/drop.ts';
import { b64u, type Bytes, unb64u } from '../../src/sync/encoding.ts';
import { type Entry, signEntry } from '../../src/sync/entry.ts';
import { openDropKey, openPrevious, parseEpoch, unwrap, wrap } from '../../src/sync/epoch.ts';
import { encodeBody, parseBody } from '../../src/sync/op.ts';
import { openBody, sealBody } from '../../src/sync/seal.ts';
import { signTicket } from '../../src/sync/ticket.ts';
import { append, judge, proveMany, setAside, wrapsFor } from '../../src/sync/vault.ts';
import { encodeGenesis, encodeMembership } from '../../src/sync/vault_body.ts';
import { beginBatch, newVaultLog, type VaultLog } from '../../src/sync/vault_log.ts';
import { dueRenewal, entitled, waiting } from '../../src/sync/vault_rights.ts';
import { AT, aSigner, Campus, fixed, Pen, type Person } from './campus.ts';
import { filled, SUITES } from './people.ts';

const CONTENT = encodeBody({ at: AT, drift: null, catalogue: 1, changes: [] });
const [FIRST, SECOND] = [fixed('epoch 1'), fixed('epoch 2')];
const [FIRST_KEY, SECOND_KEY] = [fixed('key 1', 32), fixed('key 2', 32)];

describe.each(SUITES)('$name', (suite) => {
  async function begun(): Promise<{ campus: Campus; pen: Pen; ward: Person; ben: Person; cat: Person; log: Entry[] }> {
    const { campus, ann } = await Campus.found(suite);
    const ward = await campus.enrol(ann, 'Ward', ['line_manager']);
    const ben = await campus.enrol(ann, 'Ben', ['mentor'], ward);
    const cat = await campus.enrol(ann, 'Cat', ['mentor'], ward);
    const pen = new Pen(campus, 'a case');
    const log: Entry[] = [];
    const members = [ben.id];
    await take(pen, log, await pen.write(ben, 'genesis', filled(0), encodeGenesis({ kind: 'case', members, at: AT })));
    await take(pen, log, await pen.epoch(ben, FIRST, FIRST_KEY, [ben, ward]));
    return { campus, pen, ward, ben, cat, log };
  }

  async function take(pen: Pen, log: Entry[], entry: Entry): Promise<void> {
    const [proof] = await proveMany(suite, pen.campus.school, [entry]);
    if (proof === undefined) throw new Error('no proof');
    beginBatch(pen.log);
    expect(judge(pen.log, pen.campus.school, entry, proof, { atServer: true })).toBeNull();
    append(pen.log, entry);
    log.push(entry);
  }

  async function read(campus: Campus, log: readonly Entry[], vault: VaultLog): Promise<unknown[]> {
    const proofs = await proveMany(suite, campus.school, log);
    return log.map((entry, at) => {
      const proof = proofs[at] ?? { isSigned: false, isTicketSigned: false };
      const code = judge(vault, campus.school, entry, proof);
      if (code === null) append(vault, entry);
      else setAside(vault, entry, code);
      return code;
    });
  }

  test('a mentor begins a case, a line manager shares it, and who joins reads what was written before', async () => {
    const { campus, pen, ward, ben, cat, log } = await begun();
    expect(entitled(pen.log, campus.school)).toEqual([ben.id, ward.id].sort((one, other) => (
      Buffer.compare(unb64u(one), unb64u(other))
    )));
    expect(waiting(pen.log, campus.school)).toEqual([]);
    const header = pen.header(ben, { kind: 'op', epoch: FIRST });
    await take(pen, log, await signEntry(suite, header, await sealBody(suite, FIRST_KEY, header, CONTENT), ben.device.sign));
    const add = encodeMembership({ do: 'add', member: cat.id, wrap: null });
    await take(pen, log, await pen.write(ward, 'membership', FIRST, add));
    expect(waiting(pen.log, campus.school)).toEqual([cat.id]);
    const handed = { member: cat.id, key: campus.school.members.get(cat.id)?.sealId ?? '', wrap: await wrap(
      suite, { school: pen.log.school, vault: pen.log.vault, epoch: FIRST }, cat.account.seal.publicKey, FIRST_KEY,
    ) };
    const hand = encodeMembership({ do: 'wrap', epoch: b64u(FIRST), wrap: handed });
    await take(pen, log, await pen.write(ben, 'membership', FIRST, hand));
    expect(waiting(pen.log, campus.school)).toEqual([]);

    const vault = newVaultLog(pen.log.school, pen.log.vault);
    expect(await read(campus, log, vault)).toEqual(log.map(() => null));
    beginBatch(vault);
    beginBatch(pen.log);
    expect(vault).toEqual(pen.log);
    const [found] = log.flatMap((entry) => wrapsFor(entry, handed.key));
    const place = { school: vault.school, vault: vault.vault, epoch: unb64u(found?.epoch) };
    const key = await unwrap(suite, place, cat.account.seal, found?.wrap ?? filled(0));
    const op = log.find((entry) => entry.header.kind === 'op');
    if (op === undefined) throw new Error('no op');
    expect(parseBody(await openBody(suite, key, op)).at).toBe(AT);
  });

  test('who is removed gets no key of the epoch that follows, and who stays reads back through it', async () => {
    const { campus, pen, ward, ben, cat, log } = await begun();
    const wrapped = encodeMembership({ do: 'add', member: cat.id, wrap: null });
    await take(pen, log, await pen.write(ward, 'membership', FIRST, wrapped));
    await take(pen, log, await pen.write(ward, 'membership', FIRST, encodeMembership({ do: 'remove', member: cat.id })));
    expect(dueRenewal(pen.log, campus.school)).toBe(true);
    const previous = { epoch: b64u(FIRST), key: FIRST_KEY };
    await take(pen, log, await pen.epoch(ward, SECOND, SECOND_KEY, [ben, ward], previous));
    expect(dueRenewal(pen.log, campus.school)).toBe(false);
    const last = log.at(-1);
    const epoch = parseEpoch(last?.body ?? filled(0));
    expect(epoch.wraps.map(({ member }) => member)).toEqual([ben.id, ward.id]);
    const place = { school: pen.log.school, vault: pen.log.vault, epoch: SECOND };
    expect(await openPrevious(suite, place, epoch, SECOND_KEY)).toEqual(previous);
    expect(await unwrap(suite, place, campus.recovery, epoch.recovery)).toEqual(SECOND_KEY);
  });

  test('a pupil drops something in with a ticket, as often as it says', async () => {
    const { campus, pen, ben, log } = await begun();
    const [key, record] = [await aSigner(suite, 'ephemeral'), fixed('record')];
    const ticket = await signTicket(suite, {
      purpose: 'hand_over', id: fixed('ticket'), school: pen.log.school, vault: pen.log.vault, record,
      ephemeral: unb64u(b64u(key.signPublic)), mostDrops: 1, mostBytes: 4096, notAfter: 1795511702123,
      device: ben.device.id, form: 'scale', version: 1,
    }, ben.device.sign);
    const drop = async (counter: number, prev: Bytes): Promise<Entry> => {
      const header = { ...pen.header(ben, { kind: 'drop', epoch: FIRST }), device: ticket.terms.id, counter, prev };
      const publicKey = pen.log.epochs[0]?.publicKey ?? filled(0);
      return signEntry(suite, header, await sealDrop(suite, header, ticket, publicKey, CONTENT), key.sign);
    };
    const first = await drop(1, filled(0, 32));
    await take(pen, log, first);
    const vault = newVaultLog(pen.log.school, pen.log.vault);
    const again = await drop(2, first.hash);
    expect(await read(campus, [...log, again], vault)).toEqual([null, null, null, 'ticket_spent']);
    const epoch = parseEpoch(log[1]?.body ?? filled(0));
    const place = { school: vault.school, vault: vault.vault, epoch: FIRST };
    const pair = await openDropKey(suite, place, epoch, FIRST_KEY);
    expect(await openDrop(suite, pair.privateKey, first, parseDrop(first))).toEqual(CONTENT);
  });

  test('what is refused is stepped over, and the device\'s next entry is still read', async () => {
    const { campus, pen, ben, cat, log } = await begun();
    const header = pen.header(cat, { kind: 'op', epoch: FIRST });
    const foreign = await signEntry(suite, header, await sealBody(suite, FIRST_KEY, header, CONTENT), cat.device.sign);
    const own = pen.header(ben, { kind: 'op', epoch: FIRST });
    const forged = await signEntry(suite, own, await sealBody(suite, FIRST_KEY, own, CONTENT), cat.device.sign);
    const good = await signEntry(suite, own, await sealBody(suite, FIRST_KEY, own, CONTENT), ben.device.sign);
    const vault = newVaultLog(pen.log.school, pen.log.vault);
    const codes = await read(campus, [...log, foreign, forged, good], vault);
    expect(codes).toEqual([null, null, 'not_entitled', 'bad_signature', null]);
    expect(vault.seq).toBe(5);
  });
});
