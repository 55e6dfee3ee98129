/** The plan: its targets, how far each has come (one touch to say), the review, and who signed. */
import { useState } from 'preact/hooks';
import { Printer } from 'lucide';
import { day, daysBetween, shortDay } from '../../ui/dates';
import { ProgressBar } from '../../ui/figures/ProgressBar';
import { AllVersions } from '../../ui/figures/TwoVersions';
import { Button, ButtonLink } from '../../ui/kit/Button';
import { Card } from '../../ui/kit/Card';
import { EmptyState } from '../../ui/kit/EmptyState';
import { PageHeader } from '../../ui/kit/PageHeader';
import { AtRiskButton } from '../../ui/shell/AtRisk';
import { WhereItIs } from '../record/WhereItIs';
import { capital, counted } from '../../ui/words';
import type { PlanActions, PlanModel, PlanTarget } from './model';
import './plan.css';

export interface PlanViewProps {
  readonly model: PlanModel;
  readonly actions: PlanActions;
}

export function PlanView({ model, actions }: PlanViewProps) {
  return (
    <>
      <PageHeader back={model.back} above="Plan" title={model.name} below={model.detail}>
        <Button icon={Printer} onPress={actions.print}>
          Print
        </Button>
        <Button onPress={actions.change}>Change</Button>
      </PageHeader>
      <div class="stack">
        <Review model={model} onReview={actions.review} />
        <AllVersions of={model.versions} settle={actions.settle} />
        {model.advice === null ? null : <p class="form-advice">{model.advice}</p>}
        {model.targets.length === 0 ? (
          <Card>
            <EmptyState title="No targets yet.">A few are enough: a result, in the pupil’s own words.</EmptyState>
          </Card>
        ) : null}
        <div class="plan-targets">
          {model.targets.map((target, index) => (
            <Target key={target.id} target={target} place={index + 1} actions={actions} />
          ))}
        </div>
        {model.about.length === 0 ? null : <About model={model} />}
        <Signed model={model} />
        <WhereItIs places={model.places} />
        <div class="row screen-only">
          <ButtonLink href={model.everyVersion}>History</ButtonLink>
          {model.canMove ? <Button onPress={actions.aboutSomebodyElse}>This was about somebody else</Button> : null}
        </div>
      </div>
      <div class="foot">
        <AtRiskButton {...model.atRisk} />
      </div>
    </>
  );
}

function Review({ model: { review }, onReview }: { model: PlanModel; onReview: () => void }) {
  const [head, detail] = reviewWords(review);
  return (
    <section class="plan-review" aria-label="Review">
      <div>
        <p class="strong">{head}</p>
        <p class="small soft">{detail}</p>
      </div>
      {review.followed ? null : (
        <Button kind="filled" onPress={onReview}>
          Review now
        </Button>
      )}
    </section>
  );
}

/** When it is looked at next, and when it last was. */
function reviewWords({ date, reviewed, today, followed }: PlanModel['review']): readonly [head: string, detail: string] {
  const last = reviewed === null ? '' : `reviewed ${shortDay(reviewed, today)}`;
  if (date === null) return [followed ? 'Another plan was begun after this one' : 'No review is planned', capital(last)];
  const away = daysBetween(today, date);
  const when = away < 0 ? `${counted(-away, 'day')} overdue` : away === 0 ? 'today' : `in ${counted(away, 'day')}`;
  return [`Review ${day(date)}`, [when, last].filter((part) => part !== '').join(' · ')];
}

const STEPS = [0, 2, 4, 6, 8, 10] as const;

function Target({ target, place, actions }: { target: PlanTarget; place: number; actions: PlanActions }) {
  const [asking, setAsking] = useState(false);
  return (
    <section class="card plan-target" aria-label={`Target ${place}`}>
      <h2>
        {target.text}
        {target.result === null ? null : <span class="plan-result"> {target.result}</span>}
      </h2>
      <dl class="last-note">
        {target.parts.map(({ label, text }) => (
          <div key={label}>
            <dt class="small soft">{label}</dt>
            <dd>{text}</dd>
          </div>
        ))}
      </dl>
      <div class="plan-progress">
        <p class="small">{target.progress ?? 'Nobody has said yet how far this has come.'}</p>
        {target.tenths === null ? null : <ProgressBar part={target.tenths / 10} />}
      </div>
      {asking ? (
        <div class="plan-steps" role="group" aria-label="How far, from 0 to 10">
          {STEPS.map((tenths) => (
            <Button
              key={tenths}
              name={`${tenths} of 10`}
              onPress={() => {
                actions.progress(target.id, tenths);
                setAsking(false);
              }}
            >
              {tenths}
            </Button>
          ))}
        </div>
      ) : (
        <div>
          <Button name={`Say how far: ${target.text}`} expanded={asking} onPress={() => { setAsking(true); }}>
            Say how far
          </Button>
        </div>
      )}
    </section>
  );
}

function About({ model }: { model: PlanModel }) {
  return (
    <Card title="What helps">
      <dl class="last-note">
        {model.about.map(({ label, text }) => (
          <div key={label}>
            <dt class="small soft">{label}</dt>
            <dd>{text}</dd>
          </div>
        ))}
      </dl>
    </Card>
  );
}

function Signed({ model }: { model: PlanModel }) {
  return (
    <Card title="Signed">
      <dl class="facts">
        {model.signed.map(({ who, when }) => (
          <div key={who} class="fact">
            <dt>{who}</dt>
            <dd>{when ?? 'not yet'}</dd>
          </div>
        ))}
      </dl>
    </Card>
  );
}
