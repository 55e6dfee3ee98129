/** A visit: where it goes, who watches, the record of it and its risk. */
export { default as visitPick } from '../pages/visit_pick.tsx';
export { default as visit } from '../pages/visit.tsx';
export { default as safety } from '../pages/safety.tsx';
export { default as watch } from '../pages/watch.tsx';
export { default as watched } from '../pages/watched.tsx';
export { default as alarmTest } from '../pages/alarm_test.tsx';
export { default as risk } from '../pages/risk.tsx';
