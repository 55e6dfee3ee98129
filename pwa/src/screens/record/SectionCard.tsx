/** A section of a record as words. */
import { Card } from '../../ui/kit/Card';
import type { ReadSection } from '../../ui/form/reading';
import './record.css';

export function SectionCard({ section }: { readonly section: ReadSection }) {
  return (
    <Card title={section.label}>
      <dl class="said">
        {section.lines.map(({ path, label, text, source }) => (
          <div key={path}>
            <dt class="small soft">{label}</dt>
            <dd>
              {text}
              {source === null ? null : <span class="small soft source">{source}</span>}
            </dd>
          </div>
        ))}
      </dl>
    </Card>
  );
}
