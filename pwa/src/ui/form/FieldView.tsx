/** One field of a form, drawn by its type. Rows and grids hold more fields of the same kind. */
import { AnswerField } from '../fields/AnswerField';
import { ChoiceField, ChoicesField, YesNoField } from '../fields/ChoiceField';
import { controlId } from '../fields/control';
import { DateField, InstantField, TimeField } from '../fields/DateField';
import type { FieldProps } from '../fields/Frame';
import { NarrativeField, type Provenance } from '../fields/NarrativeField';
import { PickField } from '../fields/PickField';
import { TextField, NumberField } from '../fields/TextField';
import { TextsField } from '../fields/TextsField';
import { type Field, gridName, type Leaf } from '../../casework/forms';
import { RowsView } from './RowsView';
import {
  answersOf, asNumber, asText, asTexts, asYesNo, changesOf, errorAt, type FormContext, pathOf, type Place, siblingsOf,
} from './rendering';

export interface FieldViewProps {
  readonly field: Field;
  readonly place: Place;
  readonly context: FormContext;
}

export function FieldView({ field, place, context }: FieldViewProps) {
  if (field.type === 'rows') return <RowsView field={field} context={context} />;
  if (field.type === 'grid') return <GridView field={field} context={context} />;
  const path = pathOf(field.name, place);
  const value = context.values.get(path);
  const common = commonOf(field, path, context);
  switch (field.type) {
    case 'narrative':
      return (
        <NarrativeField
          {...common}
          value={asText(value)}
          provenance={provenanceAt(field, place, context)}
          marksFirst={context.marksFirst}
        />
      );
    case 'text':
      return <TextField {...common} value={asText(value)} />;
    case 'phone':
      return <TextField {...common} kind="tel" width="medium" value={asText(value)} />;
    case 'texts':
      return <TextsField {...common} value={asTexts(value)} suggestions={context.suggest?.(field)} addLabel="someone else" />;
    case 'integer':
      return <NumberField {...common} value={asNumber(value)} />;
    case 'boolean':
      return <YesNoField {...common} value={asYesNo(value)} />;
    case 'answer':
      return (
        <AnswerField
          {...common}
          {...{ value: asNumber(value), least: field.least ?? 1, most: field.most ?? 10, others: answersOf(field) }}
        />
      );
    case 'date':
    case 'time':
    case 'instant':
      return <WhenView {...{ field, common, value, day: dayFor(field, place, context), today: context.today }} />;
    case 'ticks':
    case 'deletion':
      // Made by the tablet; the pad and the history have screens of their own for them.
      return null;
    default:
      return <PickView {...{ field, common, value, context }} />;
  }
}

type Common = Omit<FieldProps<never>, 'value' | 'onChange'> & { readonly onChange: (value: Leaf) => void };

function commonOf(field: Field, path: string, context: FormContext): Common {
  return {
    id: controlId(path),
    label: field.label,
    help: field.help,
    error: errorAt(context, path),
    required: field.required === true,
    sensitive: field.sensitive === true,
    onChange: (value) => {
      for (const [changed, leaf] of changesOf(context, path, value)) context.onChange(changed, leaf);
    },
  };
}

interface PartProps {
  readonly field: Field;
  readonly common: Common;
  readonly value: Leaf | undefined;
}

function WhenView({ field, common, value, day, today }: PartProps & { day: string | undefined; today: string }) {
  if (field.type === 'date') return <DateField {...common} value={asText(value)} latest={field.past === true ? today : undefined} />;
  if (field.type === 'time') return <TimeField {...common} value={asText(value)} />;
  return <InstantField {...common} value={asText(value)} day={day} />;
}

/** The day that another field says for an instant, so that only its time is asked. */
function dayFor(field: Field, place: Place, context: FormContext): string | undefined {
  const day = field.day === undefined ? null : asText(siblingsOf(context, place).get(field.day));
  return day ?? undefined;
}

function PickView({ field, common, value, context }: PartProps & { context: FormContext }) {
  switch (field.type) {
    case 'choice':
      return <ChoiceField {...common} answers={answersOf(field)} value={asText(value)} />;
    case 'choices':
      return <ChoicesField {...common} answers={answersOf(field)} value={asTexts(value)} />;
    case 'people':
    case 'records':
      return <ChoicesField {...common} answers={context.choose(field)} value={asTexts(value)} />;
    case 'zone':
      return <PickField {...common} answers={zones()} value={asText(value)} />;
    case 'colour':
      return <TextField {...common} width="medium" value={asText(value)} />;
    default:
      return <PickField {...common} answers={context.choose(field)} value={asText(value)} />;
  }
}

function zones() {
  return Intl.supportedValuesOf('timeZone').map((name) => ({ value: name, label: name.replaceAll('_', ' ') }));
}

function provenanceAt(field: Field, place: Place, context: FormContext): Provenance {
  const source = pathOf(`${field.name}_source`, place);
  const toldBy = pathOf(`${field.name}_told_by`, place);
  return {
    source: asText(context.values.get(source)),
    toldBy: asText(context.values.get(toldBy)),
    onSource: (value) => {
      context.onChange(source, value);
    },
    onToldBy: (value) => {
      context.onChange(toldBy, value);
    },
  };
}

/** The same few questions for each of many items. */
function GridView({ field, context }: { field: Field; context: FormContext }) {
  return (
    <div class="form-rows">
      <h3>{field.label}</h3>
      {field.help === undefined ? null : <p class="field-help">{field.help}</p>}
      {(field.items ?? []).map(([item, label, help]) => (
        <section key={item} class="grid-item" aria-label={label}>
          <h4>{label}</h4>
          {help === undefined || help === '' ? null : <p class="field-help">{help}</p>}
          <div class="fields-abreast">
            {(field.columns ?? []).map((column) => (
              <FieldView
                key={column.name}
                field={{ ...column, name: gridName(item, column.name), help: '' }}
                place={null}
                context={context}
              />
            ))}
          </div>
        </section>
      ))}
    </div>
  );
}
