/**
 * The pupil scale: the sitting, and what staff and the pupil see of it afterwards. `sheet` is not among it: the pupil's page
 * imports this, and must not carry every form.
 */

export {
  announced,
  type Answer,
  type Answers,
  HIGHEST,
  LOWEST,
  type Mark,
  type NoAnswer,
  type Statement,
  statementsFrom,
  type Wish,
} from './answers';
export { type ChildLadder, type ChildView, childView, chooseToTalk, MOST_TO_TALK_ABOUT } from './child_view';
export { type AskedFor, type Occasion, occasionFrom, openStatements, type Totals, totals } from './occasion';
export { type Prompt, type PromptKind } from './prompts';
export {
  type Practice,
  type Sitting,
  type SittingConfig,
  type SittingRefusal,
  type SittingStep,
  startSitting,
  type Touch,
  touch,
  type Touching,
} from './sitting';
export { type SittingView, sittingView, type StatementView } from './sitting_view';
export {
  type ChangeView,
  DEFAULT_LOW,
  type LowAnswer,
  lowAnswers,
  type LadderStep,
  type OccasionView,
  type StaffLadder,
  type StaffSettings,
  type StaffView,
  staffView,
} from './staff_view';
