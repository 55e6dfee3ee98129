/** The whole of what is on the glass: a notice that something was not kept, and the app or the pages before it. */
import { ENTERING, OPENED } from './parts.ts';
import { running, said } from './running.ts';
import { TroubleView } from '../screens/account/TroubleView.tsx';
import { Button } from '../ui/kit/Button.tsx';
import { Notice } from '../ui/kit/Notice.tsx';
import { Above } from '../ui/shell/Above.tsx';
import { LazyPart } from '../ui/shell/LazyPart.tsx';
import { TryAgain } from '../ui/shell/TryAgain.tsx';

const NO_IDS = { params: {} };
const DID_NOT_COME = {
  title: 'Beside would not open',
  because: 'A part of it did not come. Nothing you wrote is lost.',
  remedy: 'Once there is a network, try again: it asks for your password once more.',
  action: null,
};

export function Root() {
  const otherwise = <TroubleView model={DID_NOT_COME}><TryAgain kind="filled" wide /></TroubleView>;
  return (
    <>
      {said.value === null ? null : (
        <Above role="alert">
          <Notice kind="warn" title={said.value} action={<Button onPress={() => { said.value = null; }}>Close</Button>} />
        </Above>
      )}
      {running.value?.engine.stage.value === 'open'
        ? <LazyPart key="opened" of={OPENED} with={NO_IDS} otherwise={otherwise} />
        : <LazyPart key="entering" of={ENTERING} with={NO_IDS} otherwise={otherwise} />}
    </>
  );
}
