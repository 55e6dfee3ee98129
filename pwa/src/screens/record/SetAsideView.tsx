/** What was set aside: what it says, and why it stands nowhere else. */
import { ButtonLink } from '../../ui/kit/Button';
import { Notice } from '../../ui/kit/Notice';
import { PageHeader } from '../../ui/kit/PageHeader';
import type { SetAsideModel } from './detail_model';
import { SectionCard } from './SectionCard';
import './record.css';

export function SetAsideView({ model }: { readonly model: SetAsideModel }) {
  return (
    <>
      <PageHeader above={model.above} title={model.title} below={model.below} back={model.back} />
      <div class="stack form-alone">
        <Notice kind="warn">{model.notice}</Notice>
        {model.unread === null ? null : <p>{model.unread}</p>}
        {model.sections.map((section) => <SectionCard key={section.label} section={section} />)}
        {model.sections.length === 0 || model.again === null ? null : (
          <>
            <p>If it is right and wanted, write it again where it belongs: it is in no record.</p>
            <div class="row"><ButtonLink href={model.again.href}>{model.again.label}</ButtonLink></div>
          </>
        )}
      </div>
    </>
  );
}
