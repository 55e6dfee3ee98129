import { settling } from '../settling.ts';
import { keep, pen } from '../shared.ts';
import { type CaseProps, readingCase } from '../reading.tsx';
import { keepPromise } from '../../casework/acts/promises.ts';
import { to } from '../../casework/addresses.ts';
import { caseModel } from '../../casework/case.ts';
import { promiseIn } from '../../casework/promises.ts';
import { CaseView } from '../../screens/case/CaseView.tsx';
import type { CaseActions } from '../../screens/case/model.ts';
import { go } from '../../ui/shell/router.ts';

function Case({ book, place }: CaseProps) {
  const actions: CaseActions = {
    settle: (record) => {
      const view = place.find(record);
      return view === null ? null : settling(book, place, view);
    },
    done: (id) => {
      const promise = promiseIn(book, place, id);
      if (promise !== null) void keep([keepPromise(pen(), promise)]);
    },
    print: () => { window.print(); },
    record: () => { go(to('chooserFor', { case: place.id })); },
  };
  return <CaseView model={caseModel(book, place)} actions={actions} />;
}

export default readingCase(Case);
