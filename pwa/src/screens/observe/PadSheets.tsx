/** What lies over the pad for a moment: a held cell, the name of "Other", the pause, the end of the time. */
import { useState } from 'preact/hooks';
import { EyeOff } from 'lucide';
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

interface WhileTimingProps {
  readonly model: PadModel;
  readonly actions: PadActions;
}

/** What is needed now and then while the clock goes on. */
export function MoreSheet({ model, actions, onClose }: WhileTimingProps & { onClose: () => void }) {
  const { pupilVisible } = model.view;
  const then = (deed: () => void) => () => {
    deed();
    onClose();
  };
  return (
    <Dialog title="More" open onClose={onClose} actions={<Button onPress={onClose}>Close</Button>}>
      <Button wide onPress={then(pupilVisible ? actions.hide : actions.show)}>
        {pupilVisible ? 'The pupil cannot be seen' : 'The pupil can be seen again'}
      </Button>
      <Button wide pressed={model.dim} onPress={then(() => { actions.dim(!model.dim); })}>
        {model.dim ? 'Brighter again' : 'Dim the screen'}
      </Button>
      <p class="small soft">
        The clock goes on. To take one away from a cell, or move it to the interval before, hold the cell; with a keyboard, Shift and Enter.
      </p>
      {model.staysAwake ? null : (
        <p class="small soft">This tablet may go dark by itself. Nothing is lost: touch it and go on.</p>
      )}
    </Dialog>
  );
}

type OverTheHeadProps = WhileTimingProps & { readonly onCover: () => void };

export function PauseSheet({ model, actions, onCover }: OverTheHeadProps) {
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
      <NeverCovered model={model} onCover={onCover} />
    </Dialog>
  );
}

export function TimeUpSheet({ model, actions, onCover }: OverTheHeadProps) {
  const { question } = model.view;
  return (
    <Dialog
      title="The time is up"
      open
      actsFirst={question === null}
      onClose={actions.end}
      actions={
        <>
          <Button kind="filled" onPress={actions.end}>Finish</Button>
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
      <NeverCovered model={model} onCover={onCover} />
    </Dialog>
  );
}

/** A sheet lies over the head and its two controls that are always there: it has them too. */
function NeverCovered({ model, onCover }: Pick<OverTheHeadProps, 'model' | 'onCover'>) {
  return (
    <div class="row">
      <AtRiskButton {...model.atRisk} />
      <Button icon={EyeOff} onPress={onCover}>Cover the screen</Button>
    </div>
  );
}
