/** What the whole school shares: its directory, its calendar, what it chose. Read from the team's records. */
import { DEFAULT_LOW, type StaffSettings } from '../capture/scale';
import { textFrom, wholeFrom } from '../capture/leaves';
import { daysBetween } from '../ui/dates';
import type { RecordView } from '../sync/records';
import { type Nation, NATIONS, type Sector, SECTORS } from '../ui/words';
import { isZone } from '../sync/school_days';
import { type Leaves, newest, rowsOf } from './forms';
import { initialsOf } from './people';
import type { VaultSource } from './source';
import { dateFrom, isActive, leavesOf, listFrom, remembered } from './standing';

/** Somebody in the school's directory. `initials` sign entries in a list. */
export interface Person {
  readonly member: string;
  readonly name: string;
  readonly initials: string;
  readonly jobTitle: string | null;
  readonly phone: string | null;
}

/** Whom to tell when a child may be at risk. */
export interface Told {
  readonly name: string;
  readonly phone: string;
}

export interface Team {
  /** The vault it lies in; null while it has not arrived. */
  readonly vault: string | null;
  readonly schoolName: string | null;
  readonly address: string | null;
  /** "#0e5c58" */
  readonly colour: string | null;
  /** Where the school is and what kind it is, for the words that differ. */
  readonly nation: Nation;
  readonly sector: Sector;
  /** A zone that this device knows. */
  readonly zone: string | null;
  readonly people: ReadonlyMap<string, Person>;
  readonly lead: Told | null;
  readonly deputy: Told | null;
  readonly calendar: Leaves;
  readonly school: Leaves;
  /** How the school observes: the leaves of `settings_observation`. */
  readonly observation: Leaves;
  readonly reviewWeeks: number;
}

const NOTHING: Leaves = new Map();

/** A school of which nothing has arrived yet. */
export const NO_TEAM: Team = {
  vault: null, schoolName: null, address: null, colour: null, nation: 'england', sector: 'secondary', zone: null, people: new Map(), lead: null, deputy: null,
  calendar: NOTHING, school: NOTHING, observation: NOTHING, reviewWeeks: 6,
};

/** The team as its vault says. */
export const teamOf: (vault: VaultSource) => Team = remembered((vault) => {
  const active = vault.records.filter(isActive);
  const calendar = oneOf(active, 'calendar');
  const school = oneOf(active, 'school');
  return {
    vault: vault.id,
    schoolName: textFrom(school, 'name'),
    address: textFrom(school, 'address'),
    colour: colourFrom(school),
    nation: NATIONS.find((one) => one === school.get('nation')) ?? NO_TEAM.nation,
    sector: SECTORS.find((one) => one === school.get('sector')) ?? NO_TEAM.sector,
    zone: zoneFrom(calendar),
    people: directory(active),
    lead: told(calendar, 'lead'),
    deputy: told(calendar, 'deputy'),
    calendar,
    school,
    observation: oneOf(active, 'settings_observation'),
    reviewWeeks: wholeFrom(school, 'review_weeks') ?? NO_TEAM.reviewWeeks,
  };
});

function oneOf(records: readonly RecordView[], form: 'calendar' | 'school' | 'settings_observation'): Leaves {
  const { single } = newest(form);
  const found = records.find(({ id }) => id === single) ?? records.find((view) => view.form === form);
  return found === undefined ? NOTHING : leavesOf(found);
}

function colourFrom(school: Leaves): string | null {
  const colour = textFrom(school, 'colour') ?? '';
  return /^#[0-9a-f]{6}$/i.test(colour) ? colour : null;
}

function zoneFrom(calendar: Leaves): string | null {
  const name = textFrom(calendar, 'zone');
  return name !== null && isZone(name) ? name : null;
}

function directory(records: readonly RecordView[]): Map<string, Person> {
  const people = new Map<string, Person>();
  for (const view of records) {
    const leaves = leavesOf(view);
    const name = textFrom(leaves, 'name');
    if (view.form !== 'person' || name === null) continue;
    people.set(view.id, {
      member: view.id,
      name,
      initials: textFrom(leaves, 'initials') ?? initialsOf(name),
      jobTitle: textFrom(leaves, 'job_title'),
      phone: textFrom(leaves, 'phone'),
    });
  }
  return people;
}

function told(calendar: Leaves, who: 'lead' | 'deputy'): Told | null {
  const [name, phone] = [textFrom(calendar, `${who}_name`), textFrom(calendar, `${who}_phone`)];
  return name === null || phone === null ? null : { name, phone };
}

// The calendar ---------------------------------------------------------------------------------------------

/** The week of the school year that a day is in, from 1; null in the holidays, or where no terms were entered. */
export function schoolWeek(team: Team, today: string): number | null {
  const terms = spans(team.calendar, 'terms');
  if (!terms.some(({ first, last }) => first <= today && today <= last)) return null;
  const begins = today.slice(5) >= '08-01' ? `${today.slice(0, 4)}-08-01` : `${Number(today.slice(0, 4)) - 1}-08-01`;
  const firsts = terms.map(({ first }) => first).filter((first) => first >= begins && first <= today).sort();
  const first = firsts[0];
  return first === undefined ? null : Math.floor(daysBetween(monday(first), today) / 7) + 1;
}

/** Whether school is open on a day: in term, not closed, and on a weekday with hours where any are set. */
export function isSchoolDay(team: Team, day: string): boolean {
  const terms = spans(team.calendar, 'terms');
  if (terms.length > 0 && !terms.some(({ first, last }) => first <= day && day <= last)) return false;
  return !spans(team.calendar, 'closed').some(({ first, last }) => first <= day && day <= last) && worked(team, day);
}

const WEEKDAYS = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'];

/** Without working hours Monday to Friday are worked. */
function worked(team: Team, day: string): boolean {
  const from = (weekday: string): string | null => textFrom(team.calendar, `${weekday}_from`);
  const at = daysBetween(monday(day), day);
  return WEEKDAYS.some((weekday) => from(weekday) !== null) ? from(WEEKDAYS[at] ?? '') !== null : at < 5;
}

function spans(calendar: Leaves, rows: string): { first: string; last: string }[] {
  return rowsOf(calendar, rows).flatMap(({ leaves }) => {
    const first = dateFrom(leaves, 'first');
    return first === null ? [] : [{ first, last: dateFrom(leaves, 'last') ?? first }];
  });
}

/** The Monday of a day's week. */
export function monday(day: string): string {
  const at = new Date(`${day}T12:00:00Z`);
  at.setUTCDate(at.getUTCDate() - ((at.getUTCDay() + 6) % 7));
  return at.toISOString().slice(0, 10);
}

// What the school chose ------------------------------------------------------------------------------------

/** How a scale's answers are looked at. What a school never chose is taken from the form. */
export function scaleSettings(team: Team, form: string): StaffSettings {
  const which = form === 'scale_learning' ? 'learning' : 'self_esteem';
  const path = `welfare_${which}`;
  return {
    welfare: team.school.has(path) ? listFrom(team.school, path) : null,
    low: wholeFrom(team.school, 'low_answer') ?? DEFAULT_LOW,
    precision: {
      sd: hundredths(team.school, `${which}_sd`, { least: 1, most: 450 }),
      reliability: hundredths(team.school, `${which}_reliability`, { least: 0, most: 99 }),
    },
  };
}

/** A figure that is kept in hundredths; null where none was entered, or one that cannot be. */
function hundredths(leaves: Leaves, path: string, { least, most }: { readonly least: number; readonly most: number }): number | null {
  const found = wholeFrom(leaves, path);
  return found === null || found < least || found > most ? null : found / 100;
}
