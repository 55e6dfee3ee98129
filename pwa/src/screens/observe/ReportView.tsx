/** What an observation tells: four sentences first; then the grid as on paper, and how sure one can be. */
import { Printer } from 'lucide';
import { AllVersions } from '../../ui/figures/TwoVersions';
import { Button, ButtonLink } from '../../ui/kit/Button';
import { Card } from '../../ui/kit/Card';
import { Notice } from '../../ui/kit/Notice';
import { PageHeader } from '../../ui/kit/PageHeader';
import { Pill } from '../../ui/kit/Pill';
import { dayNear } from '../../ui/dates';
import { counted } from '../../ui/words';
import { Dots } from './Dots';
import { GridTable } from './GridTable';
import { HowSure } from './HowSure';
import { Mark } from './Mark';
import { StripView } from './StripView';
import type { ReportActions, ReportModel } from './model';
import './report.css';

export interface ReportViewProps {
  readonly model: ReportModel;
  readonly actions: ReportActions;
}

export function ReportView({ model, actions }: ReportViewProps) {
  const { report } = model;
  return (
    <>
      <PageHeader back={model.back} title={model.title} below={model.detail}>
        <Button icon={Printer} onPress={actions.print}>
          Print
        </Button>
      </PageHeader>
      <div class="stack report">
        {model.running === null ? null : <NotEnded goOn={model.running.goOn} />}
        <AllVersions of={model.versions} settle={actions.settle} />
        <Card title="In short" aside={<Pill kind={model.state.kind}>{model.state.text}</Pill>}>
          <ul class="report-sentences">
            {report.sentences.map((sentence) => (
              <li key={sentence}>{sentence}</li>
            ))}
          </ul>
        </Card>
        <div class="report-two">
          {report.targets.length === 0 ? null : <Targets model={model} onPlan={actions.planFrom} />}
          <Beside model={model} />
        </div>
        <Card title="As on paper">
          <GridTable model={model} />
        </Card>
        <Card title="When it happened">
          <StripView strip={report.strip} notWatched={model.notWatched} />
        </Card>
        {model.overTime.length === 0 ? null : (
          <Card title="Lesson by lesson">
            <Dots model={model} />
          </Card>
        )}
        {model.notes === null ? null : (
          <Card title="Notes">
            <p class="report-notes">{model.notes}</p>
          </Card>
        )}
        <HowSure model={model} />
        <div class="row screen-only">
          <Button onPress={actions.change}>Change</Button>
          <Button onPress={actions.aboutSomebodyElse}>This was about somebody else</Button>
          <ButtonLink href={model.everyVersion}>History</ButtonLink>
        </div>
      </div>
    </>
  );
}

function NotEnded({ goOn }: { goOn: string | null }) {
  return (
    <Notice
      kind="warn"
      title="This observation was not ended"
      action={goOn === null ? undefined : <ButtonLink kind="filled" href={goOn}>Go on</ButtonLink>}
    >
      What was ticked is kept. It is not compared with other lessons until {goOn === null ? 'its observer ends it' : 'it is ended'}.
    </Notice>
  );
}

/** This lesson beside the one before. */
function Beside({ model: { report, today } }: { model: ReportModel }) {
  if (report.comparison === null) return null;
  return (
    <Card title={`Compared with ${dayNear(report.comparison.lastDate, today)}`}>
      <ul class="report-list">
        {report.comparison.sentences.map((sentence) => (
          <li key={sentence}>{sentence}</li>
        ))}
      </ul>
    </Card>
  );
}

function Targets({ model, onPlan }: { model: ReportModel; onPlan: () => void }) {
  return (
    <Card title="Where targets could begin">
      <ul class="report-list">
        {model.report.targets.map(({ behaviour, count }) => (
          <li key={behaviour.value} class="report-target">
            <span>
              <Mark side={behaviour.side} />
              {behaviour.label}
            </span>
            <span class="soft numbers">{counted(count ?? 0, 'time')}</span>
          </li>
        ))}
      </ul>
      <Button kind={model.running === null ? 'filled' : 'plain'} onPress={onPlan}>
        Take into a plan
      </Button>
    </Card>
  );
}
