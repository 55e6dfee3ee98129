import { keep, pen } from '../shared.ts';
import { type CaseProps, readingCase } from '../reading.tsx';
import { keepPromise } from '../../casework/acts/promises.ts';
import { keepAll, keepVersion } from '../../casework/acts/versions.ts';
import { to } from '../../casework/addresses.ts';
import { caseModel } from '../../casework/case.ts';
import { promiseIn } from '../../casework/promises.ts';
import { CaseView } from '../../screens/case/CaseView.tsx';
import type { CaseActions } from '../../screens/case/model.ts';
import { go } from '../../ui/shell/router.ts';

function Case({ book, place }: CaseProps) {
  const actions: CaseActions = {
    keep: (record, path, version) => {
      const view = place.find(record);
      if (view !== null) void keep([keepVersion(place.id, view, path, version)]);
    },
    keepBoth: (record, path) => {
      const view = place.find(record);
      if (view !== null) void keep([keepAll(place.id, view, path)]);
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
