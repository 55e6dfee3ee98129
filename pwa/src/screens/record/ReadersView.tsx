/** Who can read this case, why, and since when. */
import { useState } from 'preact/hooks';
import { PickField } from '../../ui/fields/PickField';
import { Button } from '../../ui/kit/Button';
import { Card } from '../../ui/kit/Card';
import { Line, Lines } from '../../ui/kit/Lines';
import { Notice } from '../../ui/kit/Notice';
import { PageHeader } from '../../ui/kit/PageHeader';
import { Pill } from '../../ui/kit/Pill';
import type { ReadersActions, ReadersModel } from './detail_model';
import '../../ui/fields/fields.css';

export interface ReadersViewProps {
  readonly model: ReadersModel;
  readonly actions: ReadersActions;
}

export function ReadersView({ model, actions }: ReadersViewProps) {
  return (
    <>
      <PageHeader back={model.back} title="Who can read this" />
      <div class="stack form-alone">
        {model.undone.map((words) => <Notice key={words} kind="warn" title={words} />)}
        <Card>
          <Lines label="Who can read this">
            {model.readers.map(({ id, name, why, waits, canRemove }) => (
              <Line
                key={id}
                title={name}
                detail={why}
                action={
                  waits !== null ? (
                    <Pill kind="due">{waits}</Pill>
                  ) : canRemove ? (
                    <Button name={`No longer share with ${name}`} onPress={() => { actions.remove(id); }}>
                      No longer
                    </Button>
                  ) : undefined
                }
              />
            ))}
          </Lines>
          <p class="small soft">
            The school itself can read every case with the recovery sheet in the head’s safe. The server cannot.
          </p>
        </Card>
        {model.others.length === 0 ? null : <Share model={model} actions={actions} />}
      </div>
    </>
  );
}

function Share({ model, actions }: ReadersViewProps) {
  const [member, setMember] = useState<string | null>(null);
  return (
    <Card title="Share it">
      <div class="stack">
        <PickField id="share-with" label="With" answers={model.others} value={member} onChange={setMember} />
        <p class="small soft">They read everything that is in the case, from its beginning.</p>
        <div>
          <Button kind="filled" onPress={() => { if (member !== null) actions.share(member); setMember(null); }}>
            Share
          </Button>
        </div>
      </div>
    </Card>
  );
}
