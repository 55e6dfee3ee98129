/** The school's log as this client writes and judges it. What every reader refuses is in the shared vectors. */
import { describe, expect, test } from 'vitest';

import { b64u, unb64u } from '../../src/sync/encoding.ts';
import { administrators, devicesOf, managers, newSchool, roles } from '../../src/sync/roster.ts';
import { append, judge, signNext } from '../../src/sync/school.ts';
import { encodeAct, parseAct } from '../../src/sync/school_act.ts';
import { encode, hash0, parse, sign, verify } from '../../src/sync/school_entry.ts';
import { nextHash } from '../../src/sync/log.ts';
import { hex, unhex } from '../vectors.ts';
import { AT, Campus, fixed } from './campus.ts';
import { FORMATS, refusal } from './formats.ts';
import { filled, SUITES } from './people.ts';

describe.each(SUITES)('$name', (suite) => {
  test.each(FORMATS.school_entries)('entry $seq', async (found) => {
    const entry = parse(unhex(found.data));
    expect([hex(entry.school), entry.seq, hex(entry.prev), hex(entry.signer), hex(entry.body), hex(entry.hash)]).toEqual([
      found.school, found.seq, found.prev, found.signer, found.body, found.hash,
    ]);
    if (found.seq === 1) expect(hex(hash0(entry.school))).toBe(found.prev);
    expect(hex(nextHash(entry.prev, entry.hash))).toBe(found.log_hash);
    expect(hex(encode(entry))).toBe(found.data);
    expect(await verify(suite, entry, unhex(found.public))).toBe(true);
    const key = { sign: await suite.signKey(unhex(found.seed)), signPublic: unhex(found.public) };
    expect(await sign(suite, entry.school, entry.seq, entry.prev, entry.body, key)).toEqual(entry);
  });

  test.each(FORMATS.join_proof)('a proof', async ({ signed, signature, public: key }) => {
    expect(await suite.verify(unhex(key), unhex(signature), unhex(signed))).toBe(true);
  });

  test('a school is founded, grows, and is read by who pins its genesis', async () => {
    const { campus, ann } = await Campus.found(suite);
    const ward = await campus.enrol(ann, 'Ward', ['line_manager', 'mentor']);
    const ben = await campus.enrol(ann, 'Ben', ['mentor'], ward);
    const reader = newSchool(fixed('school'), campus.school.genesis);
    for (const { bytes } of campus.entries) {
      const entry = parse(bytes);
      expect(await judge(suite, reader, entry)).toBeNull();
      append(reader, entry);
    }
    expect({ ...reader, pinned: null }).toEqual(campus.school);
    expect(administrators(reader)).toEqual([ann.id]);
    expect(managers(reader, ben.id)).toEqual([ward.id]);
    expect([...roles(reader, ben.id)]).toEqual(['mentor']);
    expect(devicesOf(reader, ben.id).map(({ id }) => id)).toEqual([b64u(ben.device.id)]);
  });

  test('another genesis than the one that was pinned is a fork', async () => {
    const { campus } = await Campus.found(suite);
    const [genesis] = campus.entries;
    if (genesis === undefined) throw new Error('no genesis');
    expect(await judge(suite, newSchool(fixed('school'), filled(1, 32)), genesis)).toBe('fork');
    expect(await judge(suite, newSchool(fixed('another')), genesis)).toBe('wrong_school');
  });

  test('who leaves can say nothing more', async () => {
    const { campus, ann } = await Campus.found(suite);
    const ben = await campus.enrol(ann, 'Ben', ['administrator']);
    const counters = new Map([[b64u(ben.device.id), new Map([[b64u(filled(9)), 4]])]]);
    await campus.say({ do: 'remove', at: AT, member: ben.id, counters }, ann.account);
    const entry = await signNext(suite, campus.school, { do: 'roles', at: AT, member: ann.id, roles: [] }, ben.account);
    expect(await judge(suite, campus.school, entry)).toBe('not_allowed');
    expect(campus.school.devices.get(b64u(ben.device.id))?.counters).toEqual(new Map([[b64u(filled(9)), 4]]));
  });
});

test.each([
  { do: 'withdraw', at: AT, invite: b64u(filled(1)) },
  { do: 'revoke', at: AT, device: b64u(filled(1)), counters: new Map([[b64u(filled(250)), 1], [b64u(filled(2)), 0]]) },
  { do: 'manages', at: AT, manager: b64u(filled(1)), mentor: b64u(filled(2)), on: false },
] as const)('what is said is read: $do', (act) => {
  expect(parseAct(encodeAct(act))).toEqual(act);
});

test('counters are written in the order of their bytes, as Python writes them', () => {
  const [first, second] = [b64u(filled(2)), b64u(filled(250))];
  const counters = new Map([[second, 1], [first, 0]]);
  const data = new TextDecoder().decode(encodeAct({ do: 'revoke', at: AT, device: b64u(filled(1)), counters }));
  expect(data).toBe(`{"do":"revoke","at":"${AT}","device":"${b64u(filled(1))}","counters":{"${first}":0,"${second}":1}}`);
});

test('what nobody can read is not said', async () => {
  const act = { do: 'withdraw', at: AT, invite: b64u(filled(0)) } as const;
  expect(await refusal(() => encodeAct(act))).toBe('malformed');
  expect(await refusal(() => encodeAct({ ...act, invite: 'x' }))).toBe('malformed');
  expect(await refusal(() => parseAct(new TextEncoder().encode('{"do":"toString"}')))).toBe('unknown_kind');
  expect(() => unb64u('x')).toThrow();
});
