/** What is looked at at any time of the day; with it a tablet that is opened begins. */
export { default as today } from '../pages/today.tsx';
export { default as caseload } from '../pages/caseload.tsx';
export { default as inbox } from '../pages/inbox.tsx';
export { default as more } from '../pages/more.tsx';
export { default as where } from '../pages/where.tsx';
export { default as chooser } from '../pages/chooser.tsx';
