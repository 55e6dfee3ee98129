/** Where the pupil's own document starts. It shares no key and no record with the app. */
import { render } from 'preact';

import '../ui/index.css';
import { Door, TroubleBar } from './Door';
import { PupilView } from './PupilView';
import { startDocument, type PupilDocument } from './document';

function PupilApp({ document: { opening, read, leave } }: { readonly document: PupilDocument }) {
  const now = opening.value;
  if (now.at !== 'sitting') return <Door at={now.at} onLeave={leave} />;
  const { model, trouble, touched } = now.page;
  return (
    <div class="pupil-page">
      {trouble.value === null ? null : <TroubleBar why={trouble.value} mentor={model.value.mentor} />}
      <PupilView model={model.value} actions={{ touch: touched, read, handBack: leave }} />
    </div>
  );
}

const root = document.getElementById('pupil');
if (root !== null) {
  const begun = startDocument(window, () => {
    render(null, root);
  });
  render(<PupilApp document={begun} />, root);
}
