/** Rows of their own, such as targets: each a card that can be taken away, and a button for one more. */
import { Plus } from 'lucide';
import { Button } from '../kit/Button';
import { controlId } from '../fields/control';
import { type Field, rowsOf } from '../../casework/forms';
import { FieldView } from './FieldView';
import { rowName } from './reading';
import { adviceAt, asked, errorAt, type FormContext } from './rendering';

export function RowsView({ field, context }: { field: Field; context: FormContext }) {
  const rows = rowsOf(context.values, field.name);
  const advice = adviceAt(context, field.name);
  const error = errorAt(context, field.name);
  const id = controlId(field.name);
  return (
    <div class="form-rows" role="group" id={id} aria-labelledby={`${id}-label`}>
      <h3 id={`${id}-label`}>{field.label}</h3>
      {field.help === undefined || field.help === '' ? null : <p class="field-help">{field.help}</p>}
      {error === undefined ? null : <p class="field-error">{error}</p>}
      {advice === undefined ? null : <p class="form-advice">{advice}</p>}
      {rows.map((row, index) => (
        <Row key={row.id} field={field} row={row.id} index={index} context={context} />
      ))}
      <div>
        <Button
          icon={Plus}
          name={`${rows.length === 0 ? 'Add one' : 'Add another'}: ${field.label}`}
          onPress={() => {
            context.onAddRow(field.name);
          }}
        >
          {rows.length === 0 ? 'Add one' : 'Add another'}
        </Button>
      </div>
    </div>
  );
}

interface RowProps {
  readonly field: Field;
  readonly row: string;
  readonly index: number;
  readonly context: FormContext;
}

function Row({ field, row, index, context }: RowProps) {
  const place = { rows: field.name, row };
  return (
    <section class="form-row" aria-label={rowName(field, index)}>
      <div class="form-row-head">
        <span class="soft strong numbers">{index + 1}</span>
        <Button
          kind="quiet"
          name={`Take away: ${rowName(field, index)}`}
          onPress={() => {
            context.onRemoveRow(field.name, row);
          }}
        >
          Take away
        </Button>
      </div>
      {asked(field.columns ?? [], context, place).map((column) => (
        <FieldView key={column.name} field={column} place={place} context={context} />
      ))}
    </section>
  );
}
