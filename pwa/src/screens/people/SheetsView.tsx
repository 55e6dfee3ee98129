/** Whether a printed sheet is legible and this school's: its words are compared here, and kept nowhere. */
import { Button } from '../../ui/kit/Button';
import { Failure } from '../../ui/kit/Failure';
import { Notice } from '../../ui/kit/Notice';
import { PageHeader } from '../../ui/kit/PageHeader';
import { WordsField } from '../account/WordsField';
import type { SheetsModel } from './model';
import '../../ui/fields/fields.css';

export interface SheetsViewProps {
  readonly model: SheetsModel;
  readonly type: (words: string | null) => void;
  readonly check: () => void;
}

export function SheetsView({ model, type, check }: SheetsViewProps) {
  return (
    <>
      <PageHeader back={{ href: '/people', label: 'People' }} title="The two sheets" below="The recovery sheet reads everything; the root sheet appoints an administrator." />
      <form class="stack form-alone" noValidate onSubmit={(event) => { event.preventDefault(); check(); }}>
        <p>Type what is on one of them. The words are compared on this tablet with what was kept when the sheets were made. They are sent nowhere, and forgotten when you leave this page.</p>
        {model.error === null ? null : <Failure>{model.error}</Failure>}
        {model.right === null ? null : <Notice title={model.right}>Put it back into its envelope, and sign the flap.</Notice>}
        <WordsField id="sheet-words" label="The 24 words" help="In their order, with a space between each." value={model.words} onChange={type} />
        <div>
          <Button kind="filled" submits busy={model.busy ?? undefined}>Compare</Button>
        </div>
        <p class="small soft">Whoever runs Beside can try with “beside recovery check” whether the recovery sheet really opens every record.</p>
      </form>
    </>
  );
}
