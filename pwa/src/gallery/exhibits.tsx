/** Every view there is, in the order in which a day meets them. */
import type { Exhibit } from './show';
import { account } from './samples/account';
import { app } from './samples/app';
import { begun } from './samples/begun';
import { cases } from './samples/case';
import { dropIns } from './samples/drop_in';
import { forms } from './samples/forms';
import { histories } from './samples/history';
import { fromPaper } from './samples/from_paper';
import { observe } from './samples/observe';
import { papers } from './samples/paper';
import { people } from './samples/people_views';
import { places } from './samples/places';
import { pupil } from './samples/pupil';
import { records } from './samples/records';
import { report } from './samples/report';
import { today } from './samples/today';
import { visit } from './samples/visit';

export const exhibits: readonly Exhibit[] = [
  ...account, ...today, ...observe, ...report, ...pupil, ...visit, ...forms, ...begun, ...fromPaper, ...dropIns, ...cases, ...records, ...histories, ...places, ...people, ...papers, ...app,
];
