/** A case: its records, the plan and what comes of it, what is said of one session, and who may read it. */
export { default as case } from '../pages/case.tsx';
export { default as caseNew } from '../pages/case_new.tsx';
export { default as detail } from '../pages/detail.tsx';
export { default as details } from '../pages/details.tsx';
export { default as readers } from '../pages/readers.tsx';
export { default as plan } from '../pages/plan.tsx';
export { default as planNew } from '../pages/plan_new.tsx';
export { default as review } from '../pages/review.tsx';
export { default as change } from '../pages/change.tsx';
export { default as move } from '../pages/move.tsx';
export { default as history } from '../pages/history.tsx';
export { default as together } from '../pages/together.tsx';
export { default as sessionPick } from '../pages/session_pick.tsx';
export { default as session } from '../pages/session_note.tsx';
export { default as dropIn } from '../pages/drop_in.tsx';
export { default as appointment } from '../pages/appointment.tsx';
export { default as anotherDay } from '../pages/another_day.tsx';
