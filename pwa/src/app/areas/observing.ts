/** The observation pad and its report, a scale that is given, a risk that is noted. */
export { default as observePick } from '../pages/observe_pick.tsx';
export { default as observe } from '../pages/observe_setup.tsx';
export { default as pad } from '../pages/pad.tsx';
export { default as report } from '../pages/report.tsx';
export { default as givePick } from '../pages/give_pick.tsx';
export { default as give } from '../pages/give.tsx';
export { default as scale } from '../pages/scale.tsx';
