/** Setting up a school: the form, then its two sheets, then the school is founded. */
import { useState } from 'preact/hooks';

import { type Form, settingUp } from './attempts.ts';
import type { BroughtProps } from './ComingIn.tsx';
import { type Founding, saidOf } from './door.ts';
import { showingSheets } from './sheets.ts';
import { waysIn } from './ways.ts';
import { said, theEngine } from '../shared.ts';
import type { SheetActions, SheetModel } from '../../screens/account/model.ts';
import { SetUpView } from '../../screens/account/SetUpView.tsx';
import { SheetView } from '../../screens/account/SheetView.tsx';
import { randomBytes } from '../../sync/encoding.ts';
import { dayOf, fullDay } from '../../ui/dates.ts';

export function SetUpPage({ brought }: BroughtProps) {
  const [sheets, show] = useState<Form<SheetModel, SheetActions> | null>(null);
  const [form] = useState(() => settingUp(waysIn(theEngine()), brought, (founding, school) => { show(sheetsOf(founding, school)); }));
  if (sheets !== null) return <SheetView model={sheets.model.value} actions={sheets.actions} />;
  return <SetUpView model={form.model.value} actions={form.actions} />;
}

function sheetsOf({ sheets, found }: Founding, school: string): Form<SheetModel, SheetActions> {
  return showingSheets(sheets, {
    school,
    made: fullDay(dayOf(Date.now())),
    print: () => { window.print(); },
    done: () => void found().catch((error: unknown) => { said.value = saidOf(error); }),
    random: below,
  });
}

/** A whole number below a small one; which words are typed back is no secret. */
function below(most: number): number {
  return (randomBytes(1)[0] ?? 0) % most;
}
