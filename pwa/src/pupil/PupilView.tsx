/**
 * The pupil's own page: one thing at a time, much air, nothing that says school system. "I'd like to talk to someone
 * today" and "I need my mentor" lie in the same place on every screen.
 */
import { Volume2 } from 'lucide';
import { Segments } from '../ui/figures/Segments';
import { Button } from '../ui/kit/Button';
import type { PupilProps } from './model';
import { StatementScreen } from './StatementScreen';
import { Stop } from './Stop';
import { FinishedScreen, PracticeScreen, StoppedScreen, WelcomeScreen, WordsScreen } from './Screens';
import { Wishes } from './Wishes';
import './wishes.css';
import './pupil.css';
import './on_its_side.css';

export function PupilView(props: PupilProps) {
  return (
    <div class="pupil">
      <Head {...props} />
      <main class="pupil-main">
        <Screen {...props} />
      </main>
      <Wishes {...props} />
    </div>
  );
}

/** Where "Go on another day" does not stand on the page itself. */
const CAN_STOP: ReadonlySet<string> = new Set(['welcome', 'practice', 'statement']);

function Head(props: PupilProps) {
  const { model, actions } = props;
  const { screen, progress } = model.view;
  const asking = screen === 'statement' || screen === 'words';
  return (
    <header class="pupil-head">
      {asking ? (
        <span class="pupil-progress">
          <span class="heard pupil-count numbers">
            {progress.done} of {progress.all} done
          </span>
          <Segments count={progress.all} done={progress.done} />
        </span>
      ) : (
        <span />
      )}
      {CAN_STOP.has(screen) ? <Stop {...props} /> : null}
      {model.canRead ? (
        <Button icon={Volume2} onPress={actions.read} pressed={model.reading}>
          {model.reading ? 'Stop reading' : 'Read to me'}
        </Button>
      ) : null}
    </header>
  );
}

function Screen(props: PupilProps) {
  switch (props.model.view.screen) {
    case 'welcome':
      return <WelcomeScreen {...props} />;
    case 'practice':
      return <PracticeScreen {...props} />;
    case 'statement':
      return <StatementScreen {...props} />;
    case 'words':
      return <WordsScreen {...props} />;
    case 'finished':
      return <FinishedScreen {...props} />;
    case 'stopped':
      return <StoppedScreen {...props} />;
  }
}
