/** The school, its people and their tablets, and what each of them sets for themselves. */
export { default as settings } from '../pages/settings.tsx';
export { default as password } from '../pages/password.tsx';
export { default as people } from '../pages/people.tsx';
export { default as person } from '../pages/person.tsx';
export { default as invite } from '../pages/invite.tsx';
export { default as lost } from '../pages/lost.tsx';
export { default as sheets } from '../pages/sheets.tsx';
export { default as changes } from '../pages/changes.tsx';
export { default as late } from '../pages/late.tsx';
export { default as setAside } from '../pages/set_aside.tsx';
export { default as colleagues } from '../pages/colleagues.tsx';
export { default as colleague } from '../pages/colleague.tsx';
export { default as calendar } from '../pages/calendar.tsx';
export { default as school } from '../pages/school.tsx';
export { default as rule } from '../pages/rule.tsx';
