/** One of the school's two sheets: twenty-four words to print, then some of them typed back to be sure. */
import { Printer } from 'lucide';
import { TextField } from '../../ui/fields/TextField';
import { Button } from '../../ui/kit/Button';
import { Entry } from './Entry';
import type { SheetActions, SheetModel } from './model';
import '../../ui/fields/fields.css';

const TELL = {
  recovery: {
    title: 'The recovery sheet',
    step: 'Sheet 1 of 2',
    does: 'It reads everything the school keeps in Beside, and changes nothing. The school answers a parent, a court or an inspector with it when nobody else can.',
    keep: 'Print it once. Put it in an envelope, sign the flap, and lock it in the head’s safe.',
    use: 'Whoever has these words and the school’s data can read every record. Keep it in a signed envelope in the safe, apart from the root sheet. Once a year, whoever runs Beside tries it with “beside recovery check”.',
  },
  root: {
    title: 'The root sheet',
    step: 'Sheet 2 of 2',
    does: 'It appoints an administrator, and nothing more. The school needs it when its last administrator has left.',
    keep: 'Print it once. Keep it apart from the recovery sheet: with the chair of governors, or at the bank.',
    use: 'To use it: open Beside, “I have forgotten my password”, “Use the root sheet”, and type the words. Everybody in the school is shown that it was used. Keep it apart from the recovery sheet.',
  },
} as const;

export interface SheetViewProps {
  readonly model: SheetModel;
  readonly actions: SheetActions;
}

export function SheetView({ model, actions }: SheetViewProps) {
  const tell = TELL[model.which];
  if (model.asked !== null) return <TypeBack model={model} actions={actions} asked={model.asked} />;
  return (
    <Entry title={tell.title} below={tell.step} error={model.error}>
      <div class="screen-only stack">
        <p>{tell.does}</p>
        <p>{tell.keep}</p>
      </div>
      <div class="sheet-print print-only">
        <p class="strong">
          {model.school} · Beside at {model.address} · made on {model.made}
        </p>
        <p>{tell.does}</p>
        <p>{tell.use}</p>
      </div>
      <ol class="sheet-words">
        {model.words.map((word, index) => (
          <li key={index}>
            <span class="numbers soft">{index + 1}</span> {word}
          </li>
        ))}
      </ol>
      <div class="row screen-only">
        <Button kind="filled" icon={Printer} onPress={actions.print}>
          Print
        </Button>
        <Button onPress={actions.printed}>I have it on paper</Button>
      </div>
    </Entry>
  );
}

function TypeBack({ model, actions, asked }: SheetViewProps & { asked: readonly number[] }) {
  return (
    <Entry title="Type some words back" below={`From ${TELL[model.which].title.toLowerCase()}, as printed`} onSubmit={actions.check} error={model.error}>
      {asked.map((place) => (
        <TextField
          key={place}
          id={`word-${place}`}
          label={`Word ${place}`}
          sensitive
          width="medium"
          value={model.typed[place] ?? null}
          onChange={(word) => { actions.type(place, word ?? ''); }}
        />
      ))}
      {model.setUpCode === null ? null : (
        <TextField
          id="setUpCode"
          label="Set-up code"
          help="Your two sheets stay good. Type the code once more as the server printed it."
          value={model.setUpCode}
          onChange={actions.changeCode}
        />
      )}
      <Button kind="filled" wide submits busy={model.busy ?? undefined}>
        They match: go on
      </Button>
      <Button kind="quiet" onPress={actions.again}>
        Show the words again
      </Button>
    </Entry>
  );
}
