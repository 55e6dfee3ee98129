/** The safety sheet: before setting out where, how reached, until when, what to do; then who will be told, and how; and while out. */
import { useState } from 'preact/hooks';
import { AllVersions } from '../../ui/figures/TwoVersions';
import { FormView } from '../../ui/form/FormView';
import { Button, type ButtonKind, ButtonLink } from '../../ui/kit/Button';
import { Card } from '../../ui/kit/Card';
import { Dialog } from '../../ui/kit/Dialog';
import { Notice } from '../../ui/kit/Notice';
import { PageHeader } from '../../ui/kit/PageHeader';
import { AtRiskButton } from '../../ui/shell/AtRisk';
import { LadderCard } from './LadderCard';
import { NextVisitorNotes } from './NextVisitorNotes';
import { Phone } from './Phone';
import { SafetyBanner } from './SafetyBanner';
import type { SafetySheetActions, SafetySheetModel } from './model';
import './visit.css';

const ARRANGEMENT = { only: ['plan', 'risks', 'watch'], later: ['purpose', 'car', 'measures', 'interpreter', 'interpreter_name', 'step_minutes'] } as const;

/** Written by the tablet and by whoever watches. */
const HIDDEN = new Set(['visit_id', 'visitor', 'armed_at', 'extensions', 'alarms', 'checked_in_at', 'checked_in_by', 'lead_told', 'lead_told_at']);

export interface SafetySheetViewProps {
  readonly model: SafetySheetModel;
  readonly actions: SafetySheetActions;
}

export function SafetySheetView({ model, actions }: SafetySheetViewProps) {
  const { safety } = model;
  const isOut = safety.kind === 'armed' || safety.kind === 'overdue';
  const isOver = safety.kind === 'back' || safety.kind === 'not_heard';
  // Who went without being watched and wrote it down has set out, and come back.
  const isDone = isOver || (model.written && !isOut);
  const isWritten = (!isOut && !isDone) || model.changing;
  return (
    <div class="visit">
      {safety.kind === 'none' || safety.kind === 'planned' ? null : (
        <SafetyBanner safety={safety} actions={actions} moreMinutes={model.moreMinutes} />
      )}
      <PageHeader above="Safety sheet" title={model.title} back={model.back} />
      <div class="stack form-alone">
        <AllVersions of={model.versions} settle={actions.settle} />
        {isDone && (safety.kind === 'none' || safety.kind === 'planned') ? <Notice title="This visit is written down.">Nobody watched over it: it was never armed.</Notice> : null}
        <NextVisitorNotes notes={model.notes} />
        {isOut && model.unsent && !model.changing ? <Unsent actions={actions} /> : null}
        {isWritten ? <Written model={model} waits={!isOut && !isDone} /> : <Sent model={model} actions={actions} title={sentTitle(model, isOut, isOver)} canChange={!isOver} />}
        {isDone ? null : <Ladder model={model} actions={actions} isOut={isOut} />}
        {isWritten && !isOut && !isDone ? <WhoReads model={model} /> : null}
        <div class="row">
          {isDone ? <Button onPress={actions.again}>Set out again</Button> : null}
          {safety.kind === 'planned' && !isDone ? <Button onPress={actions.remove}>Delete this plan</Button> : null}
          {safety.kind === 'not_armed' && !isDone ? <WriteDown model={model} /> : null}
          <ButtonLink href={model.everyVersion}>History</ButtonLink>
        </div>
      </div>
      <Foot model={model} actions={actions} isOut={isOut} isDone={isDone} />
    </div>
  );
}

/** What they have is what was sent to them: the sheet as it stands is called theirs only where it is the same. */
function sentTitle({ unsent }: SafetySheetModel, isOut: boolean, isOver: boolean): string {
  if (isOut) return unsent ? 'The sheet as you changed it' : 'What they read';
  return isOver ? 'What they could read' : 'The sheet';
}

/** The form, which is kept by itself. `waits`: nobody has set out yet. */
function Written({ model, waits }: { readonly model: SafetySheetModel; readonly waits: boolean }) {
  return (
    <>
      <FormView {...model.draft} {...ARRANGEMENT} hidden={HIDDEN} />
      <p class="small soft">Kept on this tablet as you write.{waits ? ' You can leave this page: Today leads back to it.' : ''}</p>
    </>
  );
}

function Unsent({ actions }: Pick<SafetySheetViewProps, 'actions'>) {
  return (
    <Notice kind="warn" title="What you changed is not sent yet." action={<Button onPress={actions.arm}>Send the changed sheet</Button>}>
      <p>It is kept on this tablet. Until you send it, whoever watches reads the sheet as it was.</p>
    </Notice>
  );
}

function Ladder({ model, actions, isOut }: SafetySheetViewProps & { readonly isOut: boolean }) {
  const { watcher } = model;
  return (
    <>
      <LadderCard
        title="If you are not back"
        ladder={model.ladder}
        test={isOut || watcher === null ? undefined : { name: watcher, send: actions.test, answer: model.tested ? null : model.testAnswer }}
      />
      {isOut || model.tested || watcher === null ? null : <Untested model={model} watcher={watcher} />}
    </>
  );
}

interface UntestedProps extends Pick<SafetySheetViewProps, 'model'> {
  readonly watcher: string;
}

/** Before setting out: a push to whoever watches may not arrive, or none is sent. */
function Untested({ model, watcher }: UntestedProps) {
  if (model.unreached) {
    return (
      <Notice kind="warn" title={`${watcher} has no reminders on: while their tablet is locked nothing tells them.`}>
        <p>Phone {watcher} before you go: <Phone of={model.watcherPhone} />. Ask them to keep Beside open and unlocked until you are back, or to switch reminders on, under More, Settings.</p>
      </Notice>
    );
  }
  return (
    <Notice kind="warn" title={`No test alarm has arrived at ${watcher}’s device today.`}>
      <p>Send one, and wait until {watcher} has touched it. Or agree by phone what happens if you are late: <Phone of={model.watcherPhone} />.</p>
    </Notice>
  );
}

function WhoReads({ model: { watcher, diaryReaders } }: { readonly model: SafetySheetModel }) {
  return (
    <p class="small soft">
      {watcher ?? 'Whoever watches'} reads where you are, your phone, car, risks and what to do, from the moment you set out; the others only if you are
      not back. Their copies do not say whose family it is, or what for, and are deleted a day after you are back. The sheet itself stays in your
      diary, with both: {diaryReaders} can read that.
    </p>
  );
}

interface SentProps extends SafetySheetViewProps {
  readonly title: string;
  readonly canChange: boolean;
}

/** The sheet as words. */
function Sent({ model, actions, title, canChange }: SentProps) {
  return (
    <Card
      title={title}
      aside={canChange ? <Button kind="quiet" onPress={actions.change}>Change the sheet</Button> : undefined}
    >
      <dl class="facts">
        {model.sections.flatMap(({ lines }) => lines).map(({ path, label, text }) => (
          <div key={path} class="fact">
            <dt>{label}</dt>
            <dd>{text}</dd>
          </div>
        ))}
      </dl>
    </Card>
  );
}

interface FootProps extends SafetySheetViewProps {
  readonly isOut: boolean;
  readonly isDone: boolean;
}

/** Whoever could not arm it goes all the same, and writes it down. */
function WriteDown({ model, kind = 'plain' }: Pick<SafetySheetViewProps, 'model'> & { readonly kind?: ButtonKind }) {
  return <>{model.writeDown.map(({ label, href }) => <ButtonLink key={href} kind={kind} href={href}>{label}</ButtonLink>)}</>;
}

function Foot({ model, actions, isOut, isDone }: FootProps) {
  const isChanged = (isOut || isDone) && model.changing;
  return (
    <div class="foot">
      <AtRiskButton {...model.atRisk} />
      {isChanged ? <Button kind={isOut ? 'plain' : 'filled'} onPress={actions.done}>Done</Button> : null}
      {isChanged && isOut ? <Button kind="filled" onPress={actions.arm}>Send the changed sheet</Button> : null}
      {(isOut || isDone) && !isChanged ? <WriteDown model={model} kind="filled" /> : null}
      {isOut || isDone ? null : <SetOut model={model} actions={actions} />}
    </div>
  );
}

/** Where no test has arrived it is asked once more: an alarm that was never tried may reach nobody. */
function SetOut({ model, actions }: SafetySheetViewProps) {
  const [asks, setAsks] = useState(false);
  const { safety, watcher } = model;
  const arm = () => {
    setAsks(false);
    actions.arm();
  };
  const isAsking = safety.kind === 'not_armed' && safety.asking;
  return (
    <>
      <Button kind="filled" busy={isAsking ? 'Asking …' : undefined} onPress={() => { if (model.tested || watcher === null) arm(); else setAsks(true); }}>
        Set out now
      </Button>
      <Dialog
        title={model.unreached ? `Nothing tells ${watcher ?? ''} while their tablet is locked` : 'No test alarm has arrived today'}
        open={asks}
        onClose={() => { setAsks(false); }}
        actions={
          <>
            <Button kind="filled" onPress={arm}>{watcher} will phone me</Button>
            <Button onPress={() => { setAsks(false); }}>Not yet</Button>
          </>
        }
      >
        <p>{model.unreached ? 'They have no reminders on.' : `An alarm may be missed, and nobody knows yet whether one reaches ${watcher ?? ''}.`} Have you agreed that {watcher} phones you, and what to do if you do not answer? <Phone of={model.watcherPhone} /></p>
      </Dialog>
    </>
  );
}
