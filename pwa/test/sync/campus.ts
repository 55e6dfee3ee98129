/** An invented school, with real keys: its log grows by what its people say; a vault of it by what they write. */
import type { Suite } from '../../src/sync/crypto.ts';
import { b64u, type Bytes, digest, unb64u, utf8 } from '../../src/sync/encoding.ts';
import { type Entry, type Header, signEntry } from '../../src/sync/entry.ts';
import { makeEpoch, type Previous } from '../../src/sync/epoch.ts';
import { type AccountKeys, accountKeys, type DeviceKey, deviceKey, sealPair, type SealPair } from '../../src/sync/keys.ts';
import { newSchool, type School } from '../../src/sync/roster.ts';
import { append, judge, signNext } from '../../src/sync/school.ts';
import { type Act, prove } from '../../src/sync/school_act.ts';
import type { SchoolEntry, Signer } from '../../src/sync/school_entry.ts';
import { newVaultLog, type VaultLog } from '../../src/sync/vault_log.ts';

export const AT = '2026-11-23T09:15:02.123+00:00';
export const EXPIRES = '2026-11-30T09:15:02.123+00:00';

/** Bytes made from a name, the same in every run. */
export function fixed(name: string, size = 16): Bytes {
  return digest(utf8(name)).slice(0, size);
}

export async function aSigner(suite: Suite, name: string): Promise<Signer> {
  return { sign: await suite.signKey(fixed(name, 32)), signPublic: await suite.signPublic(fixed(name, 32)) };
}

/** A member with an account, and the device they write on. */
export interface Person {
  readonly name: string;
  readonly id: string;
  readonly account: AccountKeys;
  readonly device: DeviceKey;
}

export async function aPerson(suite: Suite, name: string): Promise<Person> {
  return {
    name,
    id: b64u(fixed(`member ${name}`)),
    account: await accountKeys(suite, fixed(`secret of ${name}`, 32)),
    device: await deviceKey(suite, fixed(`tablet of ${name}`), fixed(`key of ${name}`, 32)),
  };
}

export class Campus {
  readonly suite: Suite;
  readonly school: School;
  readonly entries: SchoolEntry[] = [];
  readonly recovery: SealPair;
  readonly root: Signer;

  private constructor(suite: Suite, recovery: SealPair, root: Signer) {
    this.suite = suite;
    this.school = newSchool(fixed('school'));
    this.recovery = recovery;
    this.root = root;
  }

  /** The school with its first administrator. */
  static async found(suite: Suite): Promise<{ campus: Campus; ann: Person }> {
    const campus = new Campus(suite, await sealPair(suite, fixed('recovery', 32)), await aSigner(suite, 'root'));
    const ann = await aPerson(suite, 'Ann');
    const { signPublic: sign, seal } = ann.account;
    const printed = { root: unb64u(b64u(campus.root.signPublic)), recovery: campus.recovery.publicKey };
    await campus.say({ do: 'genesis', at: AT, ...printed, member: ann.id, sign, seal: seal.publicKey }, campus.root);
    await campus.certify(ann);
    return { campus, ann };
  }

  /** The next entry, taken. */
  async say(act: Act, key: Signer): Promise<SchoolEntry> {
    const entry = await signNext(this.suite, this.school, act, key);
    const refused = await judge(this.suite, this.school, entry);
    if (refused !== null) throw new Error(`${refused} at ${entry.seq}`);
    append(this.school, entry);
    this.entries.push(entry);
    return entry;
  }

  certify({ id, account, device }: Person): Promise<SchoolEntry> {
    return this.say({ do: 'device', at: AT, member: id, device: b64u(device.id), key: device.signPublic }, account);
  }

  /** Somebody invited, joined, and with their device. */
  async enrol(by: Person, name: string, roles: readonly string[], manager: Person | null = null): Promise<Person> {
    const person = await aPerson(this.suite, name);
    const { sign: key, signPublic: sign, seal: { publicKey: seal } } = person.account;
    const invitation = await aSigner(this.suite, `invitation of ${name}`);
    const invite = b64u(fixed(`invite ${name}`));
    await this.say({
      do: 'invite', at: AT, invite, key: unb64u(b64u(invitation.signPublic)), member: person.id, roles,
      manager: manager?.id ?? null, expires: EXPIRES,
    }, by.account);
    const account = { member: person.id, sign, seal };
    const proof = await prove(this.suite, key, this.school.id, invite, account);
    await this.say({ do: 'join', at: AT, invite, ...account, proof }, invitation);
    await this.certify(person);
    return person;
  }
}

/** One vault. Writes what an honest device would; `log` is the log as every author has seen it. */
export class Pen {
  readonly campus: Campus;
  readonly log: VaultLog;
  #written = 0;

  constructor(campus: Campus, name: string) {
    this.campus = campus;
    this.log = newVaultLog(campus.school.id, fixed(`vault ${name}`));
  }

  /** The header of the next entry of a person's device. */
  header(author: Person, changed: Partial<Header> & Pick<Header, 'kind' | 'epoch'>): Header {
    this.#written += 1;
    const last = this.log.chains.get(b64u(author.device.id)) ?? { counter: 0, hash: new Uint8Array(32) };
    return {
      school: this.log.school, vault: this.log.vault, device: author.device.id, counter: last.counter + 1, prev: last.hash,
      opId: fixed(`op ${this.#written}`), seenSeq: this.log.seq, seenHash: this.log.logHash, blobs: [], ...changed,
    };
  }

  write(author: Person, kind: Header['kind'], epoch: Bytes, body: Bytes): Promise<Entry> {
    return signEntry(this.campus.suite, this.header(author, { kind, epoch }), body, author.device.sign);
  }

  /** A new epoch with wraps for `readers`. */
  async epoch(
    author: Person, id: Bytes, key: Bytes, readers: readonly Person[], previous: Previous | null = null,
  ): Promise<Entry> {
    const { suite, recovery } = this.campus;
    const place = { school: this.log.school, vault: this.log.vault, epoch: id };
    const recipients = readers.map(({ id: member, account }) => ({ member, publicKey: account.seal.publicKey }));
    const number = this.log.epochs.length + 1;
    const body = await makeEpoch(suite, place, number, key, recipients, recovery.publicKey, { previous });
    return this.write(author, 'epoch', id, body);
  }
}
