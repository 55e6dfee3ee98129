/** The lesson observation: from a tap to the record. */

export { type Anchor, elapsedAt, type Moment, type Reading } from './clock';
export {
  type Intent,
  JUST_TURNED,
  LAST_TAP,
  type Phase,
  phaseAt,
  type Refusal,
  SEND_BACK_OFFERED,
  untouched,
} from './intents';
export { isRow, type Kept, openPad, replay, type Replayed } from './journal';
export { fromLeaves, toChanges, toLeaves } from './leaves';
export type { ClockStep, Config, Gap, GapKind, Looked, Observation, Row, Tick } from './model';
export { ASK_FROM, beat, mayEmpty, type Pad, perform, startPad, type Step } from './pad';
export { attended, type IntervalTime, intervalTimes, planned, running, watched } from './timeline';
export { type Cell, padView, type PadView, type Question, question, watchedWords } from './view';
export { minutesFigure, rowWords, spanWords } from './words';
