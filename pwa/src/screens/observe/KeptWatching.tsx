/** "Did you keep watching?", with its answers; until one is given the minutes do not count. */
import type { Question } from '../../capture/observation';
import { Button } from '../../ui/kit/Button';
import type { KeptAnswer } from './model';
import './kept.css';

export interface KeptWatchingProps {
  readonly question: Question;
  readonly onAnswer: (gap: string, answer: KeptAnswer) => void;
}

export function KeptWatching({ question: { gap, words, orClock }, onAnswer }: KeptWatchingProps) {
  return (
    <>
      <p>{words}</p>
      <Button onPress={() => { onAnswer(gap, 'watched'); }}>I kept watching</Button>
      <Button onPress={() => { onAnswer(gap, 'not_watched'); }}>I did not</Button>
      {orClock ? <Button onPress={() => { onAnswer(gap, 'only_clock'); }}>Only the clock changed</Button> : null}
    </>
  );
}
