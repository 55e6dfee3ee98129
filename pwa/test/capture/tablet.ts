/** A tablet made of two clocks and a finger, for the tests of the pad: it sleeps, reloads and has its clock set. */

import fc from 'fast-check';

import { behavioursFrom } from '../../src/capture/behaviours';
import { OVERDUE } from '../../src/capture/observation/clock';
import {
  beat,
  type Config,
  type Intent,
  type Moment,
  openPad,
  type Pad,
  perform,
  question,
  type Row,
  phaseAt,
  startPad,
  type Step,
  watched,
} from '../../src/capture/observation';

export const BEHAVIOURS = behavioursFrom([
  ['raises_hand', 'Raises hand to speak', '', ['helps', 'event']],
  ['stays_in_chair', 'Stays in chair', '', ['helps', 'state']],
  ['on_task', 'On task', '', ['helps', 'state']],
  ['ignores', 'Ignores inappropriate behaviour', '', ['helps', 'opportunity']],
  ['shouts_out', 'Shouts out', '', ['concern', 'event']],
  ['distracted', 'Distracted', '', ['concern', 'state']],
  ['out_of_seat', 'Out of seat', '', ['concern', 'state']],
  ['negative', 'Interacts negatively with others', '', ['concern', 'event']],
  ['initiates', 'Initiates inappropriate behaviour', '', ['concern', 'event']],
  ['joins_in', 'Joins in inappropriate behaviour', '', ['concern', 'event']],
  ['other', 'Other', '', ['other', 'event']],
]);

export const CONFIG: Config = {
  interval_seconds: 300,
  interval_count: 6,
  tick_rule: 'starts',
  tick_rule_words: null,
  behaviours: BEHAVIOURS.map(({ value }) => value),
};

export const MINUTE = 60_000;
export const SECOND = 1_000;
/** 24 November 2026, 9.15 in London. */
export const QUARTER_PAST_NINE = Date.UTC(2026, 10, 24, 9, 15);

/** An instant as the records write it, at the offset of London in winter. */
export function asInstant(wall: number): string {
  return new Date(wall).toISOString().replace('Z', '+00:00');
}

/**
 * What a tablet can go through. Times are ms; `stops` says whether its monotonic clock stands still meanwhile, `told` whether
 * the page was told that it went out of sight.
 */
export type Happening =
  | { readonly it: 'runs'; readonly for: number }
  | { readonly it: 'sleeps'; readonly for: number; readonly stops: boolean; readonly told: boolean }
  | { readonly it: 'reloads'; readonly for: number }
  | { readonly it: 'is set'; readonly by: number };

export class Tablet {
  /** True time since the observation was started. */
  truth = 0;
  rows: Row[] = [];
  last: Step;
  private readonly config: Config;
  private ids = 0;
  private loads = 1;
  private wall = QUARTER_PAST_NINE;
  private mono = 4_321;

  constructor(config: Config = CONFIG) {
    this.config = config;
    this.last = this.keep(startPad(this.config, this.moment(false)));
  }

  get pad(): Pad {
    return this.last.pad;
  }

  get observation(): Pad['observation'] {
    return this.pad.observation;
  }

  readonly newId = (): string => `id${String((this.ids += 1)).padStart(5, '0')}`;

  moment(hidden = false): Moment {
    return { wall: this.wall, mono: this.mono, session: `load ${this.loads}`, hidden };
  }

  /** The page in view, with a beat as often as it takes. */
  run(time: number): this {
    const stride = OVERDUE / 2;
    for (let left = time; left > 0; left -= stride) {
      this.pass(Math.min(stride, left), false);
      this.beat();
    }
    return this;
  }

  /** Nothing of the page runs; it was put out of sight, unless nobody `told` it. */
  sleep(time: number, stops = true, told = true): this {
    this.pass(time, stops);
    return this.beat(told);
  }

  beat(hidden = false): this {
    this.last = this.keep(beat(this.pad, this.moment(hidden), this.newId));
    return this;
  }

  /** The page is gone for `time` and is loaded anew from the rows of the journal. */
  reload(time: number, alive = true): this {
    const { anchor, next } = this.pad;
    this.pass(time, false);
    this.loads += 1;
    this.mono = 777;
    const kept = { rows: this.rows, base: null, alive: alive ? { ...anchor, next } : null };
    const step = openPad(kept, this.moment(), this.newId);
    if (step === null) throw new Error('the journal holds no observation');
    this.last = this.keep(step);
    return this;
  }

  setClock(by: number): this {
    this.wall += by;
    return this.beat();
  }

  /** Answers what is asked, if anything is. */
  answer(said: 'only_clock' | boolean): this {
    const asked = question(this.observation);
    if (asked === null) return this;
    return this.do(said === 'only_clock' ? { do: said, gap: asked.gap } : { do: 'answer', gap: asked.gap, watched: said });
  }

  do(intent: Intent): this {
    this.last = this.keep(perform(this.pad, intent, this.moment(), this.newId));
    return this;
  }

  tick(behaviour: string, times = 1): this {
    for (let i = 0; i < times; i += 1) this.do({ do: 'tick', behaviour });
    return this;
  }

  go(happening: Happening): this {
    switch (happening.it) {
      case 'runs':
        return this.run(happening.for);
      case 'sleeps':
        return this.sleep(happening.for, happening.stops, happening.told);
      case 'reloads':
        return this.reload(happening.for);
      case 'is set':
        return this.setClock(happening.by);
    }
  }

  private pass(time: number, monoStops: boolean): void {
    this.truth += time;
    this.wall += time;
    if (!monoStops) this.mono += time;
  }

  private keep(step: Step): Step {
    this.rows = [...this.rows, ...step.rows];
    return step;
  }
}

/** Behaviour, interval and whether it stands, of every tick. */
export function ticks(tablet: Tablet): string[] {
  return tablet.observation.ticks.map(
    ({ behaviour, interval, struck }) => `${behaviour} ${interval}${struck === null ? '' : ' struck'}`,
  );
}

/** Minutes watched so far. */
export function watchedMinutes(tablet: Tablet): number {
  return watched(tablet.observation, tablet.pad.anchor.elapsed) / MINUTE;
}

/** Where the observation stands. */
export function phase(tablet: Tablet): string {
  return phaseAt(tablet.observation, tablet.pad.anchor.elapsed);
}

const span = (most: number): fc.Arbitrary<number> => fc.integer({ min: 1_000, max: most });

export const happenings: fc.Arbitrary<Happening> = fc.oneof(
  fc.record({ it: fc.constant('runs' as const), for: span(6 * MINUTE) }),
  fc.record({ it: fc.constant('sleeps' as const), for: span(25 * MINUTE), stops: fc.boolean(), told: fc.constant(true) }),
  // One that is shorter and that no page is told of cannot be told from a clock that was put right by a little.
  fc.record({
    it: fc.constant('sleeps' as const),
    for: fc.integer({ min: OVERDUE, max: 25 * MINUTE }),
    stops: fc.boolean(),
    told: fc.constant(false),
  }),
  fc.record({ it: fc.constant('reloads' as const), for: span(25 * MINUTE) }),
  fc.record({
    it: fc.constant('is set' as const),
    by: fc.integer({ min: -366 * 24 * 60 * MINUTE, max: 366 * 24 * 60 * MINUTE }),
  }),
);

export const intents: fc.Arbitrary<Intent> = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.record({ do: fc.constant('tick' as const), behaviour: fc.constantFrom(...CONFIG.behaviours) }),
  },
  { weight: 2, arbitrary: fc.constant<Intent>({ do: 'undo' }) },
  fc.record({ do: fc.constant('hold' as const), tick: fc.constantFrom('id00001', 'id00002', 'id00003') }),
  fc.record({
    do: fc.constantFrom('minus' as const, 'move_back' as const),
    behaviour: fc.constantFrom(...CONFIG.behaviours),
  }),
  fc.constantFrom<Intent>(
    { do: 'send_back' },
    { do: 'resume', reason: 'assembly' },
    { do: 'hide' },
    { do: 'show' },
    { do: 'reopen' },
  ),
  fc.constantFrom<Intent>({ do: 'pause', reason: 'fire alarm' }, { do: 'pause', reason: null }),
  fc.record({ do: fc.constant('answer' as const), gap: fc.constant('the open one'), watched: fc.boolean() }),
  fc.constant<Intent>({ do: 'only_clock', gap: 'the open one' }),
  fc.constantFrom<Intent>({ do: 'end', why: 'called away' }, { do: 'end', why: null }),
  fc.record({
    do: fc.constant('looked' as const),
    behaviour: fc.constantFrom(...CONFIG.behaviours),
    looked: fc.constantFrom('saw_none' as const, 'did_not_look' as const),
  }),
  fc.constantFrom<Intent>({ do: 'other', words: 'hums' }, { do: 'other', words: null }),
);

/** A lesson: deeds and whatever happens to the tablet between them. */
export const lessons = fc.array(fc.oneof({ weight: 3, arbitrary: intents }, { weight: 2, arbitrary: happenings }), {
  maxLength: 60,
});

/** Plays one step of a lesson; "the open one" stands for the stretch that is being asked about. */
export function play(tablet: Tablet, step: Intent | Happening): Tablet {
  if ('it' in step) return tablet.go(step);
  if (step.do !== 'answer' && step.do !== 'only_clock') return tablet.do(step);
  return tablet.answer(step.do === 'answer' ? step.watched : step.do);
}
