/** Record: what is it? The three captures first, then the notes, then what is planned. */
import { Icon } from '../../ui/kit/Icon';
import { PageHeader } from '../../ui/kit/PageHeader';
import type { RecordModel } from './model';
import './record.css';

export function RecordView({ model }: { readonly model: RecordModel }) {
  return (
    <>
      <PageHeader back={model.back} title="Record" below={model.about === null ? 'First what it is, then who it is about.' : `About ${model.about}`} />
      <ul class="kinds">
        {model.kinds.map(({ value, label, detail, href, icon }) => (
          <li key={value}>
            <a class="kind" href={href}>
              <Icon of={icon} />
              <span>
                <span class="strong">{label}</span>
                <span class="small soft">{detail}</span>
              </span>
            </a>
          </li>
        ))}
      </ul>
    </>
  );
}
