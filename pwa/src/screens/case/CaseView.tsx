/** A case: where it stands as a strip, what happened on the left, the plan and the child's own picture on the right. */
import { Plus, Printer } from 'lucide';
import { dayNear } from '../../ui/dates';
import { Ladders } from '../../ui/figures/Ladder';
import { ProgressBar } from '../../ui/figures/ProgressBar';
import { StepStrip } from '../../ui/figures/StepStrip';
import { AllVersions } from '../../ui/figures/TwoVersions';
import { Button, ButtonLink } from '../../ui/kit/Button';
import { Card } from '../../ui/kit/Card';
import { EmptyState } from '../../ui/kit/EmptyState';
import { Line, Lines } from '../../ui/kit/Lines';
import { Notice } from '../../ui/kit/Notice';
import { PageHeader } from '../../ui/kit/PageHeader';
import { PrintHead } from '../../ui/kit/PrintHead';
import { HappenedCard } from './HappenedCard';
import { OverTimeCard } from './OverTimeCard';
import type { CaseActions, CaseModel } from './model';
import './case.css';

export interface CaseViewProps {
  readonly model: CaseModel;
  readonly actions: CaseActions;
}

export function CaseView({ model, actions }: CaseViewProps) {
  return (
    <>
      <PrintHead {...model.onPaper} />
      <PageHeader
        back={{ href: '/caseload', label: 'Caseload' }}
        initials={model.initials}
        title={model.name}
        below={
          <>
            {model.about === '' ? '' : `${model.about} · `}<a href={`/case/${model.id}/readers`}>{model.readers}</a>
          </>
        }
      >
        <Button icon={Printer} onPress={actions.print}>
          Print
        </Button>
        <Button kind="filled" icon={Plus} onPress={actions.record}>
          Record
        </Button>
      </PageHeader>
      <div class="stack case">
        <StepStrip name="Where the case stands" steps={model.steps} now={model.stepNow} />
        {model.urgent === null ? null : (
          <Notice
            kind="warn"
            title={model.urgent.title}
            action={<ButtonLink href={model.urgent.href}>{model.urgent.label}</ButtonLink>}
          >
            {model.urgent.detail}
          </Notice>
        )}
        <AllVersions of={model.versions} settle={actions.settle(model.record)} />
        <div class="case-columns">
          <HappenedCard model={model} actions={actions} />
          <div class="stack">
            <PlanCard model={model} />
            <OwnCard model={model} />
            <OverTimeCard model={model} />
            <PromisesCard model={model} actions={actions} />
            <PeopleCard model={model} />
          </div>
        </div>
      </div>
    </>
  );
}

function PlanCard({ model: { id, plan, today } }: { model: CaseModel }) {
  if (plan === null) {
    return (
      <Card title="Plan">
        <EmptyState title="There is no plan yet." action={<ButtonLink href={`/case/${id}/plan`}>Begin a plan</ButtonLink>}>
          A few targets, the steps to them, and a day to look again.
        </EmptyState>
      </Card>
    );
  }
  return (
    <Card title={plan.reviewDate === null ? 'Plan' : `Plan, until ${dayNear(plan.reviewDate, today)}`} aside={<a class="card-link" href={plan.href}>Open</a>}>
      <ul class="targets">
        {plan.targets.map(({ id: target, text, detail, tenths }) => (
          <li key={target} class="target">
            <span class="strong">{text}</span>
            <span class="small soft">{detail}</span>
            {tenths === null ? null : <ProgressBar part={tenths / 10} />}
          </li>
        ))}
      </ul>
    </Card>
  );
}

function OwnCard({ model: { own } }: { model: CaseModel }) {
  if (own === null) return null;
  return (
    <Card title={own.title} aside={<a class="card-link" href={own.href}>Open</a>}>
      <Ladders lines={own.lines} before={own.before ?? undefined} />
    </Card>
  );
}

function PromisesCard({ model, actions }: CaseViewProps) {
  if (model.promises.length + model.next.length === 0) return null;
  return (
    <Card title="Promised, and next">
      <Lines label="Promised, and next">
        {model.promises.map(({ id, text, by, late }) => (
          <Line
            key={id}
            title={text}
            detail={late ? <>{by}: <strong class="mind">overdue</strong></> : by}
            action={
              <Button name={`Done: ${text}`} onPress={() => { actions.done(id); }}>
                Done
              </Button>
            }
          />
        ))}
        {model.next.map(({ id, date, text, href }) => (
          <Line key={id} title={text} detail={dayNear(date, model.today)} href={href} />
        ))}
      </Lines>
    </Card>
  );
}

function PeopleCard({ model: { id, contacts } }: { model: CaseModel }) {
  return (
    <Card title="People" aside={<a class="card-link" href={`/case/${id}/details`}>Details</a>}>
      {contacts.length === 0 ? (
        <p class="soft">Nobody has been entered yet.</p>
      ) : (
        <Lines label="People">
          {contacts.map(({ name, relation, phone, doNotContact }) => (
            <Line
              key={name}
              title={name}
              detail={doNotContact ? <>{relation} · <strong class="mind">do not contact</strong></> : relation}
              action={
                phone === null || doNotContact ? undefined : (
                  <a class="numbers phone" href={`tel:${phone.replaceAll(/[^+\d]/g, '')}`}>
                    {phone}
                  </a>
                )
              }
            />
          ))}
        </Lines>
      )}
    </Card>
  );
}
