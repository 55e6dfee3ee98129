/** What is printed, filled in or blank, and what is typed in from paper. */
export { default as paper } from '../pages/paper.tsx';
export { default as fromPaper } from '../pages/from_paper.tsx';
export { default as enterFor } from '../pages/from_paper_pick.tsx';
export { default as enter } from '../pages/enter.tsx';
export { default as blanks } from '../pages/blanks.tsx';
export { default as blank } from '../pages/blank.tsx';
