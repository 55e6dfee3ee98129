/** What lies over the pad for a moment: a held cell, the name of "Other", the pause, the end of the time. */
import { useState } from 'preact/hooks';
import type { Cell } from '../../capture/observation';
import { TextField } from '../../ui/fields/TextField';
import { Button } from '../../ui/kit/Button';
import { Chip } from '../../ui/kit/Chip';
import { Dialog } from '../../ui/kit/Dialog';
import { AtRiskButton } from '../../ui/shell/AtRisk';
import { KeptWatching } from './KeptWatching';
import type { PadActions, PadModel } from './model';
import '../../ui/fields/fields.css';

interface HoldSheetProps {
  readonly cell: Cell;
  readonly first: boolean;
  readonly actions: PadActions;
  readonly onClose: () => void;
}

export function HoldSheet({ cell, first, actions, onClose }: HoldSheetProps) {
  const { value, label } = cell.behaviour;
  const then = (deed: (behaviour: string) => void) => () => {
    deed(value);
    onClose();
  };
  return (
    <Dialog title={label} open onClose={onClose} actions={<Button onPress={onClose}>Leave it</Button>}>
      <p class="numbers">
        {cell.now} in this interval, {cell.all} in all. What is taken away stays in the record, struck through.
      </p>
      {cell.now === 0 ? <p class="soft">There is nothing in this interval to take away.</p> : null}
      {cell.now === 0 ? null : (
        <Button wide onPress={then(actions.minus)}>
          Take one away
        </Button>
      )}
      {cell.now === 0 || first ? null : (
        <Button wide onPress={then(actions.moveBack)}>
          Move the last one to the interval before
        </Button>
      )}
    </Dialog>
  );
}

interface OtherSheetProps {
  readonly words: string | null;
  readonly onKeep: (words: string | null) => void;
  readonly onClose: () => void;
}

export function OtherSheet({ words, onKeep, onClose }: OtherSheetProps) {
  const [typed, setTyped] = useState(words);
  const keep = () => {
    onKeep(typed);
    onClose();
  };
  return (
    <Dialog title="What is “Other”?" open onClose={onClose} actions={<Button kind="filled" onPress={keep}>Keep</Button>}>
      <TextField
        id="other-is"
        label="In a word or two"
        help="What you count there in this lesson. The clock goes on."
        sensitive
        value={typed}
        onChange={setTyped}
      />
    </Dialog>
  );
}

const REASONS = ['the class stopped', 'the pupil went out', 'I was needed'] as const;

export function PauseSheet({ model, actions }: { model: PadModel; actions: PadActions }) {
  const [reason, setReason] = useState<string | null>(null);
  const resume = () => {
    actions.resume(reason);
  };
  return (
    <Dialog
      title="Paused"
      open
      onClose={resume}
      actions={
        <>
          <Button kind="filled" onPress={resume}>Go on</Button>
          <Button onPress={actions.end}>End here</Button>
        </>
      }
    >
      <p class="numbers">
        {model.view.clock} {model.view.leftOf}. The clock stands; these minutes do not count.
      </p>
      <div class="chips" role="group" aria-label="Why">
        {REASONS.map((one) => (
          <Chip key={one} on={reason === one} onPress={() => { setReason(reason === one ? null : one); }}>
            {one}
          </Chip>
        ))}
      </div>
      <Button wide onPress={() => { resume(); actions.hide(); }}>
        Go on, but the pupil cannot be seen
      </Button>
      <Button wide pressed={model.dim} onPress={() => { actions.dim(!model.dim); }}>
        {model.dim ? 'Brighter again' : 'Dim the screen'}
      </Button>
      <AtRiskButton {...model.atRisk} />
      {model.staysAwake ? null : (
        <p class="small soft">This tablet may go dark by itself. Nothing is lost: touch it and go on.</p>
      )}
    </Dialog>
  );
}

export function TimeUpSheet({ model, actions }: { model: PadModel; actions: PadActions }) {
  const { question } = model.view;
  return (
    <Dialog
      title="The time is up"
      open
      onClose={actions.end}
      actions={
        <>
          <Button kind="filled" onPress={actions.end}>To the end</Button>
          <Button onPress={actions.undo}>Undo the last tick</Button>
        </>
      }
    >
      {question === null ? null : (
        <div class="kept-watching" role="alert">
          <KeptWatching question={question} onAnswer={actions.answer} />
        </div>
      )}
      <p class="numbers">{model.view.watched}</p>
      <p class="soft">Last tick: {model.view.undo ?? 'none'}.</p>
    </Dialog>
  );
}
