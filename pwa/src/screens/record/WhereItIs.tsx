/** Every place that a record has reached. */
import { Card } from '../../ui/kit/Card';
import { Pill } from '../../ui/kit/Pill';
import type { DetailModel } from './detail_model';

export function WhereItIs({ places }: Pick<DetailModel, 'places'>) {
  return (
    <Card title="Where this record is">
      <div class="chips">
        {places.map(({ kind, text }) => (
          <Pill key={text} kind={kind}>
            {text}
          </Pill>
        ))}
      </div>
    </Card>
  );
}
