/** What was handed in too late, read before it is decided: taken into the case, or left out for a reason. */
import { useState } from 'preact/hooks';
import { ChoiceField, type Answer } from '../../ui/fields/ChoiceField';
import { Button } from '../../ui/kit/Button';
import { Dialog } from '../../ui/kit/Dialog';
import { Notice } from '../../ui/kit/Notice';
import { PageHeader } from '../../ui/kit/PageHeader';
import type { LateModel } from './detail_model';
import { SectionCard } from './SectionCard';
import '../../ui/fields/fields.css';
import './record.css';

export interface LateViewProps {
  readonly model: LateModel;
  readonly reasons: readonly Answer[];
  readonly actions: { readonly take: () => void; readonly leaveOut: (reason: string) => void };
}

export function LateView({ model, reasons, actions }: LateViewProps) {
  const [asks, setAsks] = useState(false);
  const [reason, setReason] = useState<string | null>(null);
  const leave = (): void => {
    if (reason === null) return;
    setAsks(false);
    actions.leaveOut(reason);
  };
  return (
    <>
      <PageHeader above={model.above} title={model.title} below={model.below} back={model.back} />
      <div class="stack form-alone">
        {model.notice === null ? null : <Notice kind="warn">{model.notice}</Notice>}
        {model.sections.map((section) => <SectionCard key={section.label} section={section} />)}
        <p>If you take it, it goes into the case, with your name as the one who decided. If you leave it out, the server keeps it, unread.</p>
        <div class="row">
          {model.canTake ? <Button kind="filled" onPress={actions.take}>Take it into the case</Button> : null}
          <Button onPress={() => { setAsks(true); }}>Leave it out</Button>
        </div>
      </div>
      <Dialog
        title="Why is it left out?"
        open={asks}
        onClose={() => { setAsks(false); }}
        actions={
          <>
            <Button kind="filled" onPress={leave}>Leave it out</Button>
            <Button onPress={() => { setAsks(false); }}>Not yet</Button>
          </>
        }
      >
        <ChoiceField id="late-reason" label="The reason is kept with it" required answers={reasons} value={reason} onChange={setReason} />
      </Dialog>
    </>
  );
}
