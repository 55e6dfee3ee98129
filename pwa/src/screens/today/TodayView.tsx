/** Today: what a child asked for, what is under way, what is to be known, then the four captures, then the day in order with the next step beside each line. */
import { DoorClosed, Eye, MessageCircle, Tablet } from 'lucide';
import { bell, day, greeting } from '../../ui/dates';
import { ButtonLink } from '../../ui/kit/Button';
import { Card } from '../../ui/kit/Card';
import { EmptyState } from '../../ui/kit/EmptyState';
import { Icon } from '../../ui/kit/Icon';
import { Line, Lines } from '../../ui/kit/Lines';
import { Notice } from '../../ui/kit/Notice';
import { PageHeader } from '../../ui/kit/PageHeader';
import { Pill } from '../../ui/kit/Pill';
import { words } from '../../ui/words';
import { StepButton } from '../StepButton';
import { dueOf } from './due';
import type { AskedFor, BeginLine, DayLine, TodayModel, ToldLine, UnderWay } from './model';
import './today.css';

export function TodayView({ model }: { readonly model: TodayModel }) {
  const week = model.week === null ? '' : ` · Week ${model.week}`;
  return (
    <>
      <PageHeader above={day(model.today) + week} title={[greeting(model.now), model.name].filter((part) => part !== '').join(', ')} />
      <div class="stack today">
        {model.asked.map((asked) => (
          <Asked key={asked.id} asked={asked} />
        ))}
        {[...model.risks, ...model.low, ...model.unheard].map((one) => (
          <Notice key={one.id} kind="warn" title={one.title} action={<StepButton step={one.step} about={one.title} />}>
            {one.detail}
          </Notice>
        ))}
        {model.underWay.map((one) => (
          <Banner key={'href' in one.step ? one.step.href : one.title} of={one} />
        ))}
        {model.told.map((line) => (
          <Told key={line.text} line={line} />
        ))}
        {model.begin.length === 0 ? null : <BeginCard lines={model.begin} />}
        {model.captures ? <Captures /> : null}
        <DayCard model={model} />
        {model.comingUp.length === 0 ? null : <ComingCard model={model} />}
        {model.arrived.length === 0 ? null : <ArrivedCard model={model} />}
      </div>
    </>
  );
}

function Told({ line: { text, detail, grave, step } }: { line: ToldLine }) {
  const action = step === undefined ? undefined : <ButtonLink href={step.href}>{step.label}</ButtonLink>;
  return (
    <Notice kind={grave ? 'warn' : 'plain'} title={text} action={action}>
      {detail}
    </Notice>
  );
}

function BeginCard({ lines }: { lines: readonly BeginLine[] }) {
  return (
    <Card title="Before the school begins">
      <Lines label="Before the school begins">
        {lines.map(({ title, detail, href }) => (
          <Line key={title} title={title} detail={detail} href={href} />
        ))}
      </Lines>
    </Card>
  );
}

function Asked({ asked }: { asked: AskedFor }) {
  return (
    <div class={asked.waits === true ? 'asked asked-waits' : 'asked'} role="group" aria-label={`Asked for: ${asked.title}`}>
      <div>
        <p class="strong">{asked.title}</p>
        <p>{asked.detail}</p>
      </div>
      <div class="row asked-steps">
        <StepButton step={asked.step} about={asked.title} />
        {asked.done === undefined ? null : <StepButton step={asked.done} about={asked.title} />}
      </div>
    </div>
  );
}

function Banner({ of }: { of: UnderWay }) {
  return (
    <div class={of.alarm === true ? 'under-way under-way-alarm' : 'under-way'} role="group" aria-label={`Under way: ${of.title}`}>
      <div>
        <p class="strong">{of.title}</p>
        <p>{of.detail}</p>
      </div>
      <StepButton step={of.step} about={of.title} />
    </div>
  );
}

function Captures() {
  return (
    <nav class="captures" aria-label="Begin">
      <a class="capture capture-first" href="/observe">
        <Icon of={Eye} />
        <span>Observe a lesson</span>
      </a>
      <a class="capture" href="/visit">
        <Icon of={DoorClosed} />
        <span>Home visit</span>
      </a>
      <a class="capture" href="/give">
        <Icon of={Tablet} />
        <span>Give to a {words.value.pupil}</span>
      </a>
      <a class="capture" href="/drop-in">
        <Icon of={MessageCircle} />
        <span>Drop-in</span>
      </a>
    </nav>
  );
}

function EmptyDay({ arriving, captures }: Pick<TodayModel, 'arriving' | 'captures'>) {
  if (arriving) return <EmptyState title="What is planned has not arrived yet.">You can begin already.</EmptyState>;
  return (
    <EmptyState title="Nothing is planned for today.">
      {captures ? 'What you plan in a case or under Record appears here on its day.' : 'When somebody you watch is out, it says so above.'}
    </EmptyState>
  );
}

function DayCard({ model: { day: lines, arriving, captures } }: { model: TodayModel }) {
  return (
    <Card title="Today">
      {lines.length === 0 ? (
        <EmptyDay arriving={arriving} captures={captures} />
      ) : (
        <Lines label="Today, in order">
          {lines.map((line) => (
            <Line
              key={line.id}
              when={bell(line.start)}
              whenMore={line.more}
              title={line.title}
              detail={line.detail}
              href={line.href}
              action={actionOf(line)}
            />
          ))}
        </Lines>
      )}
    </Card>
  );
}

function actionOf({ step, state, title }: DayLine) {
  if (state !== null) {
    return (
      <Pill kind={state.kind} href={step !== null && 'href' in step ? step.href : undefined}>
        {state.text}
      </Pill>
    );
  }
  return step === null ? undefined : <StepButton step={step} about={title} />;
}

function ComingCard({ model }: { model: TodayModel }) {
  return (
    <Card title="Coming up">
      <Lines label="Coming up">
        {model.comingUp.map((line) => {
          const due = dueOf(line, model.today);
          return (
            <Line
              key={line.id}
              when={due.when}
              whenMore={due.more}
              title={line.title}
              detail={line.detail}
              action={line.step === null ? undefined : <StepButton step={line.step} about={line.title} />}
            />
          );
        })}
      </Lines>
    </Card>
  );
}

function ArrivedCard({ model }: { model: TodayModel }) {
  return (
    <Card title="Arrived since you were last here" aside={<a class="card-link" href="/inbox">All in the inbox</a>}>
      <Lines label="Arrived">
        {model.arrived.map(({ id, title, detail, href }) => (
          <Line key={id} title={title} detail={detail} href={href} />
        ))}
      </Lines>
    </Card>
  );
}
