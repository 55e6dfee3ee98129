/** Setting up a school: the form, then its two sheets, then the school is founded. And coming back into one by its root sheet. */
import { useState } from 'preact/hooks';

import type { Form } from './attempts.ts';
import { byRoot, settingUp } from './beginning.ts';
import type { BroughtProps } from './ComingIn.tsx';
import type { Founding } from './door.ts';
import { schoolHere, says } from './server.ts';
import { showingSheets } from './sheets.ts';
import { waysIn } from './ways.ts';
import { theEngine } from '../running.ts';
import type { SheetActions, SheetModel } from '../../screens/account/model.ts';
import { RootView } from '../../screens/account/RootView.tsx';
import { SetUpView } from '../../screens/account/SetUpView.tsx';
import { SheetView } from '../../screens/account/SheetView.tsx';
import { randomBytes } from '../../sync/encoding.ts';
import { dayOf, fullDay } from '../../ui/dates.ts';

export function SetUpPage({ brought }: BroughtProps) {
  const [sheets, show] = useState<Form<SheetModel, SheetActions> | null>(null);
  const [form] = useState(() =>
    settingUp(waysIn(theEngine()), { token: brought, school: says.peek().name }, (founding, school, code) => {
      show(sheetsOf(founding, school, code));
    }));
  if (sheets !== null) return <SheetView model={sheets.model.value} actions={sheets.actions} />;
  return <SetUpView model={form.model.value} actions={form.actions} />;
}

function sheetsOf({ sheets, found }: Founding, school: string, setUpCode: string): Form<SheetModel, SheetActions> {
  return showingSheets(sheets, {
    school,
    made: fullDay(dayOf(Date.now())),
    address: window.location.host,
    setUpCode,
    print: () => { window.print(); },
    found,
    random: below,
  });
}

/** A whole number below a small one; which words are typed back is no secret. */
function below(most: number): number {
  return (randomBytes(1)[0] ?? 0) % most;
}

export function RootPage() {
  const [form] = useState(() => byRoot(waysIn(theEngine())));
  return <RootView model={form.model.value} actions={form.actions} school={schoolHere.value} />;
}
