/** The two things a pupil can ask for, always in the same place. Pressing tells what will happen, and what will not. */
import { useState } from 'preact/hooks';
import { Flag, MessageSquare } from 'lucide';
import type { SittingView, Wish } from '../capture/scale';
import { Button } from '../ui/kit/Button';
import { Dialog } from '../ui/kit/Dialog';
import { Icon } from '../ui/kit/Icon';
import type { PupilProps } from './model';

const WISHES = [
  { what: 'talk_today', icon: MessageSquare, words: 'I’d like to talk to someone today' },
  { what: 'need_mentor', icon: Flag, words: 'I need my mentor' },
] as const;

export function Wishes({ model, actions }: PupilProps) {
  const [told, setTold] = useState<Wish | null>(null);
  const ask = (what: Wish) => {
    if (model.view.asked[what] === undefined) actions.touch({ do: 'ask', what });
    setTold(what);
  };
  const stop = () => {
    setTold(null);
    actions.touch({ do: 'stop' });
  };
  return (
    <aside class="wishes" aria-label="Ask for somebody">
      {WISHES.map(({ what, icon, words }) => (
        <button key={what} type="button" class="wish" onClick={() => { ask(what); }}>
          <Icon of={icon} />
          <span>
            {words}
            {model.view.asked[what] === undefined ? null : <span class="wish-asked"> (asked)</span>}
          </span>
        </button>
      ))}
      <Dialog
        title={told === 'need_mentor' ? `You need ${model.mentor}` : 'You would like to talk to someone today'}
        open={told !== null}
        onClose={() => { setTold(null); }}
        actions={
          <>
            <Button kind="filled" onPress={() => { setTold(null); }}>All right</Button>
            {told === 'need_mentor' && !isOver(model.view) ? <Button onPress={stop}>Stop here for today</Button> : null}
          </>
        }
      >
        <p>{model.mentor} sees this as soon as they have the tablet back, before anything else.</p>
        <p>It does not call anybody by itself. If you need somebody now, put your hand up or take the tablet to {model.mentor}.</p>
      </Dialog>
    </aside>
  );
}

function isOver({ screen }: SittingView): boolean {
  return screen === 'finished' || screen === 'stopped';
}
