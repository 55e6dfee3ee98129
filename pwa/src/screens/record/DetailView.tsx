/** Any record, to be read: what was answered, where it is, and its history. */
import { Printer } from 'lucide';
import { AllVersions } from '../../ui/figures/TwoVersions';
import { Button, ButtonLink } from '../../ui/kit/Button';
import { Card } from '../../ui/kit/Card';
import { Notice } from '../../ui/kit/Notice';
import { PageHeader } from '../../ui/kit/PageHeader';
import { PrintHead } from '../../ui/kit/PrintHead';
import type { DetailActions, DetailModel } from './detail_model';
import { SectionCard } from './SectionCard';
import { WhereItIs } from './WhereItIs';
import './record.css';

export interface DetailViewProps {
  readonly model: DetailModel;
  readonly actions: DetailActions;
}

const LATEST = 3;

export function DetailView({ model, actions }: DetailViewProps) {
  return (
    <>
      <PrintHead {...model.onPaper} />
      <PageHeader above={model.above} title={model.title} below={model.below} back={model.back}>
        <Button icon={Printer} onPress={actions.print}>
          Print
        </Button>
        {model.canChange ? (
          <Button kind="filled" onPress={actions.change}>
            Change
          </Button>
        ) : null}
      </PageHeader>
      <div class="stack form-alone">
        {model.notice === null ? null : <Notice kind="warn">{model.notice}</Notice>}
        <AllVersions of={model.versions} settle={actions.settle} />
        {model.sections.map((section) => (
          <SectionCard key={section.label} section={section} />
        ))}
        <div class="screen-only"><WhereItIs places={model.places} /></div>
        <History model={model} />
        <div class="row screen-only">
          {model.anotherDay === null ? null : <ButtonLink href={model.anotherDay}>Move to another day or time</ButtonLink>}
          {model.canMove ? <Button onPress={actions.move}>This was about somebody else</Button> : null}
        </div>
      </div>
    </>
  );
}

/** The last few saves; all of them, with what they replaced, are a touch away. */
function History({ model: { history, everyVersion } }: { model: DetailModel }) {
  return (
    <Card title="History" aside={<a class="card-link" href={everyVersion}>Every version</a>}>
      <ul class="history">
        {history.slice(0, LATEST).map(({ id, when, who, what }) => (
          <li key={id}>
            <span class="strong numbers">{when}</span> {who} {what}
          </li>
        ))}
      </ul>
    </Card>
  );
}
