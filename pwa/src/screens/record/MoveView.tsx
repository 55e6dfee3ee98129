/** "This was about somebody else": the record goes to the right case, and each of the two keeps a note of it. */
import { useState } from 'preact/hooks';
import { Button } from '../../ui/kit/Button';
import { Dialog } from '../../ui/kit/Dialog';
import { Notice } from '../../ui/kit/Notice';
import { PageHeader } from '../../ui/kit/PageHeader';
import { SearchBox } from '../caseload/CaseloadView';
import type { MoveActions, MoveModel } from './detail_model';
import './record.css';

export interface MoveViewProps {
  readonly model: MoveModel;
  readonly actions: MoveActions;
}

export function MoveView({ model, actions }: MoveViewProps) {
  const [chosen, setChosen] = useState<MoveModel['pupils'][number] | null>(null);
  return (
    <>
      <PageHeader back={model.back} above={model.title} title="Who was it about?" below={`It is in the case of ${model.from} now.`} />
      <div class="stack form-alone">
        <Notice>
          It is copied to the right case and taken out of the wrong one. Both keep a note that neither names the other child.
          A copy that the server cannot read stays there until it can be erased; no screen shows it.
        </Notice>
        <SearchBox query={model.query} onSearch={actions.search} finds="pupils" />
        <ul class="kinds">
          {model.pupils.map((pupil) => (
            <li key={pupil.id}>
              <button type="button" class="kind kind-button" onClick={() => { setChosen(pupil); }}>
                <span class="initials initials-small" aria-hidden="true">
                  {pupil.initials}
                </span>
                <span>
                  <span class="strong">{pupil.name}</span>
                  <span class="small soft">{pupil.detail}</span>
                </span>
              </button>
            </li>
          ))}
        </ul>
      </div>
      <Dialog
        title={`Move it to ${chosen?.name ?? ''}?`}
        open={chosen !== null}
        onClose={() => { setChosen(null); }}
        actions={
          <>
            <Button kind="filled" onPress={() => { if (chosen !== null) actions.moveTo(chosen.id); setChosen(null); }}>
              Move it
            </Button>
            <Button onPress={() => { setChosen(null); }}>Leave it</Button>
          </>
        }
      >
        <p>
          From {model.from} to {chosen?.name}, {chosen?.detail}.
        </p>
      </Dialog>
    </>
  );
}
