/** The report of a lesson observation. */

export type { ComparedFigure, Comparison, Subject, Verdict } from './compare';
export { type Dependability, dependability, type Lesson, type Level } from './dependability';
export { type Figure, grid, type GridRow, type Shares } from './figures';
export { countsAsLesson, type Dot, overTime, type Picture, pictures, report, type Report } from './report';
export { didWords, rateFigures, shareFigures } from './sentences';
export { type Mark, type Strip, unwatchedTold } from './strip';
