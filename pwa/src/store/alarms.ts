/**
 * Watched visits and test alarms, as the server has them (`docs/protocol.md`): arming, more time, back again, the next one at
 * once, "I have it".
 *
 *     const { time, visits } = await visitsOf(line);
 *     const armed = await arm(line, visit, { until, stepMinutes: 10, ladder: [[{ member: jo, note }]] });
 *
 * What is answered is what is stored. Ids are text, moments ms since 1970 UTC by the server's clock. Every function throws
 * `ServerRefused` and `Unreachable`.
 */
import { type Bytes, b64u, formatInstant, ID_SIZE, Malformed, parseInstant, unb64u } from '../sync/encoding.ts';
import { isObject } from '../sync/op.ts';
import { type Json, type Line, listIn, numberIn, requestJson, whole } from './api.ts';

/** Who did something, and when. */
export interface Act {
  readonly by: string;
  readonly at: number;
}

/** Somebody on the ladder. `arrived`: a test alarm last did; `sent`: a push service took the alarm for them. */
export interface Standing {
  readonly member: string;
  /** From 1, the one who watches. */
  readonly rung: number;
  /** Whether a push reaches any device of theirs. */
  readonly push: boolean;
  readonly arrived: number | null;
  readonly told: number | null;
  readonly sent: number | null;
}

/** A visit that is watched. */
export interface ArmedVisit {
  readonly visit: string;
  readonly visitor: string;
  readonly armed: number;
  readonly until: number;
  readonly stepMinutes: number;
  /** How many rungs were told, the visitor's first. */
  readonly told: number;
  /** When the next is told. */
  readonly next: number | null;
  readonly escalated: Act | null;
  readonly acknowledged: Act | null;
  readonly checkedIn: Act | null;
  /** The safety note sealed to whoever asked; null for the visitor. */
  readonly note: Bytes | null;
  readonly ladder: readonly Standing[];
}

/** A visit as it stands, and the server's time when it was said. */
export interface Watched {
  readonly time: number;
  readonly visit: ArmedVisit;
}

/** Whom to tell, each with the safety note that is sealed to them; rung by rung, first the one who watches. */
export interface Plan {
  readonly until: number;
  readonly stepMinutes: number;
  readonly ladder: readonly (readonly { readonly member: string; readonly note: Bytes }[])[];
}

/** How somebody can be alarmed: by push or by phone only; when a test was last sent, and when one last arrived. */
export interface Reach {
  readonly time: number;
  readonly push: boolean;
  readonly sent: number | null;
  readonly arrived: number | null;
}

/** Every visit that concerns this member now. */
export async function visitsOf(line: Line): Promise<{ readonly time: number; readonly visits: readonly ArmedVisit[] }> {
  const answer = await requestJson(line, 'GET', '/visits');
  return whole(() => ({ time: parseInstant(answer['time']), visits: listIn(answer, 'visits').map(toVisit) }));
}

/** Arm a visit, or arm it anew with another plan. */
export function arm(line: Line, visit: string, { until, stepMinutes, ladder }: Plan): Promise<Watched> {
  const told = ladder.map((rung) => rung.map(({ member, note }) => ({ member, note: b64u(note) })));
  return watched(line, 'PUT', `/visits/${visit}`, { until: formatInstant(until), step_minutes: stepMinutes, ladder: told });
}

/** Give the visitor until then. */
export function extend(line: Line, visit: string, until: number): Promise<Watched> {
  return watched(line, 'POST', `/visits/${visit}/extend`, { until: formatInstant(until) });
}

/** The visitor is back. */
export function checkIn(line: Line, visit: string): Promise<Watched> {
  return watched(line, 'POST', `/visits/${visit}/check-in`);
}

/** Tell everybody up to this rung now. Refused to the visitor. */
export function escalate(line: Line, visit: string, rung: number): Promise<Watched> {
  return watched(line, 'POST', `/visits/${visit}/escalate`, { rung });
}

/** Take the alarm on: the first who does has it. Refused to the visitor. */
export function acknowledge(line: Line, visit: string): Promise<Watched> {
  return watched(line, 'POST', `/visits/${visit}/acknowledge`);
}

/** Whether somebody can be alarmed. */
export async function reachOf(line: Line, member: string): Promise<Reach> {
  return toReach(await requestJson(line, 'GET', `/members/${member}/alarm-test`));
}

/** Send a test alarm to each of somebody's devices. */
export async function testAlarm(line: Line, member: string): Promise<Reach> {
  return toReach(await requestJson(line, 'POST', `/members/${member}/alarm-test`));
}

/** Say that a test alarm arrived on this device. Refused with `not_found` where none was sent here within a day. */
export async function testArrived(line: Line): Promise<number> {
  const answer = await requestJson(line, 'POST', '/alarm-test/arrived');
  return whole(() => parseInstant(answer['time']));
}

async function watched(line: Line, method: string, path: string, body?: Json): Promise<Watched> {
  const answer = await requestJson(line, method, path, body);
  return whole(() => ({ time: parseInstant(answer['time']), visit: toVisit(answer['visit']) }));
}

function toReach(answer: Json): Reach {
  return whole(() => ({
    time: parseInstant(answer['time']), push: toTruth(answer['push']), sent: momentOrNone(answer['sent']),
    arrived: momentOrNone(answer['arrived']),
  }));
}

function toVisit(found: unknown): ArmedVisit {
  if (!isObject(found)) throw new Malformed('a visit must be an object');
  return {
    visit: toId(found['visit']),
    visitor: toId(found['visitor']),
    armed: parseInstant(found['armed']),
    until: parseInstant(found['until']),
    stepMinutes: numberIn(found, 'step_minutes'),
    told: numberIn(found, 'told'),
    next: momentOrNone(found['next']),
    escalated: toAct(found['escalated']),
    acknowledged: toAct(found['acknowledged']),
    checkedIn: toAct(found['checked_in']),
    note: found['note'] === null ? null : unb64u(found['note']),
    ladder: listIn(found, 'ladder').map(toStanding),
  };
}

function toStanding(found: unknown): Standing {
  if (!isObject(found)) throw new Malformed('a place on the ladder must be an object');
  return {
    member: toId(found['member']), rung: numberIn(found, 'rung'), push: toTruth(found['push']),
    arrived: momentOrNone(found['arrived']), told: momentOrNone(found['told']), sent: momentOrNone(found['sent']),
  };
}

function toAct(found: unknown): Act | null {
  if (found === null) return null;
  if (!isObject(found)) throw new Malformed('what was done must be an object');
  return { by: toId(found['by']), at: parseInstant(found['at']) };
}

function toId(found: unknown): string {
  return b64u(unb64u(found, ID_SIZE));
}

function momentOrNone(found: unknown): number | null {
  return found === null ? null : parseInstant(found);
}

function toTruth(found: unknown): boolean {
  if (typeof found !== 'boolean') throw new Malformed('not true or false');
  return found;
}
