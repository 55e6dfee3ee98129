/** The pages around the statements: welcome, two to try, own words, thank you. Words of nine-year-olds, not childish. */
import { Button } from '../ui/kit/Button';
import { Numbers } from './Numbers';
import { Steps } from './StatementScreen';
import type { PupilProps } from './model';

export function WelcomeScreen({ model, actions }: PupilProps) {
  return (
    <>
      <h1 tabIndex={-1}>{model.title}</h1>
      <ul class="pupil-points">
        <li>You will see some sentences about you, one at a time.</li>
        <li>For each one, press where you are now. Then press where you would like to be.</li>
        <li>1 is the worst it could be. 10 is the best it could be.</li>
        <li>There are no right answers. You can skip any of them, and stop when you like.</li>
      </ul>
      <p class="pupil-who">
        <strong>Who sees it?</strong> {model.readers}. {model.mentor} looks at it with you, today. If something here makes{' '}
        {model.mentor} worry that you are not safe, they have to tell somebody who can help.
      </p>
      <div class="pupil-steps">
        <span />
        <span />
        <Button kind="filled" onPress={() => { actions.touch({ do: 'begin' }); }}>
          Begin
        </Button>
      </div>
    </>
  );
}

export function PracticeScreen(props: PupilProps) {
  const { model, actions } = props;
  const { practice, offerReading } = model.view;
  if (practice === null) return null;
  const best = practice.item === 'best';
  return (
    <>
      <h1 tabIndex={-1}>{best ? 'Two to try first' : 'And one more to try'}</h1>
      <p class="pupil-help">{best ? 'Tap 10 for the best there could be.' : 'Tap 1 for the worst there could be.'}</p>
      <Numbers
        mark="now"
        question={best ? 'The best day ever' : 'The worst day ever'}
        anchors={model.anchors}
        value={practice.place}
        nowMark={null}
        onPress={(place) => { actions.touch({ do: 'practise', place }); }}
      />
      {offerReading ? (
        <p class="pupil-offer" role="status">
          Shall I read it to you?{' '}
          {model.canRead ? 'Press “Read to me” at the top.' : `You can ask ${model.mentor} to read it with you.`}
        </p>
      ) : null}
      <Steps {...props} />
    </>
  );
}

export function WordsScreen(props: PupilProps) {
  const { model, actions } = props;
  return (
    <>
      <h1 tabIndex={-1}>In my own words</h1>
      <label class="pupil-help" for="own-words">
        Is there anything you want to say about it? You can leave this empty.
      </label>
      <textarea
        id="own-words"
        class="pupil-words"
        rows={6}
        autocomplete="off"
        spellcheck={false}
        value={model.words}
        onInput={(event) => { actions.touch({ do: 'say', words: event.currentTarget.value }); }}
      />
      <div class="pupil-steps">
        <Button onPress={() => { actions.touch({ do: 'back' }); }}>Back</Button>
        <span class="pupil-links">
          <button type="button" class="pupil-link" onClick={() => { actions.touch({ do: 'stop' }); }}>
            Go on another day
          </button>
        </span>
        <Button kind="filled" onPress={() => { actions.touch({ do: 'finish' }); }}>
          I have finished
        </Button>
      </div>
    </>
  );
}

export function FinishedScreen(props: PupilProps) {
  return (
    <>
      <h1 tabIndex={-1}>Thank you</h1>
      <p class="pupil-help">Your answers are put away. Nobody who picks up this tablet can see them.</p>
      <Give {...props} />
    </>
  );
}

export function StoppedScreen(props: PupilProps) {
  return (
    <>
      <h1 tabIndex={-1}>Enough for today</h1>
      <p class="pupil-help">What you pressed is put away. You can go on with the rest another day.</p>
      <Give {...props} />
    </>
  );
}

function Give({ model, actions }: PupilProps) {
  return (
    <>
      <p class="pupil-give">Now give the tablet back to {model.mentor}.</p>
      <div class="pupil-steps">
        <span />
        <span />
        <Button onPress={actions.handBack}>I am {model.mentor}</Button>
      </div>
    </>
  );
}
