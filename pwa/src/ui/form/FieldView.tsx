/** One field of a form, drawn by its type. Rows and grids hold more fields of the same kind. */
import type { VNode } from 'preact';
import { AnswerField } from '../fields/AnswerField';
import { ChoiceField, ChoicesField, YesNoField } from '../fields/ChoiceField';
import { controlId } from '../fields/control';
import { DateField, InstantField, TimeField } from '../fields/DateField';
import type { FieldProps } from '../fields/Frame';
import { NarrativeField, type Provenance } from '../fields/NarrativeField';
import { PickField } from '../fields/PickField';
import { TextField, NumberField } from '../fields/TextField';
import { TextsField } from '../fields/TextsField';
import { Button } from '../kit/Button';
import { type Field, type FieldType, gridName, type Leaf } from '../../casework/forms';
import { isRequired } from '../../casework/validate';
import { RowsView } from './RowsView';
import {
  answersOf, askedItems, asNumber, asText, asTexts, asYesNo, changesOf, errorAt, type FormContext, type LikeAbove, likeAbove, pathOf, type Place,
  siblingsOf,
} from './rendering';

export interface FieldViewProps {
  readonly field: Field;
  readonly place: Place;
  readonly context: FormContext;
}

export function FieldView({ field, place, context }: FieldViewProps) {
  const path = pathOf(field.name, place);
  const part = { field, place, context, common: commonOf(field, place, context), value: context.values.get(path) };
  return BY_TYPE[field.type](part);
}

/** What every way of drawing a field is given; `Common` is what all controls take alike. */
interface Part extends FieldViewProps {
  readonly common: Common;
  readonly value: Leaf | undefined;
}

type Common = Omit<FieldProps<never>, 'value' | 'onChange'> & { readonly onChange: (value: Leaf) => void };

function commonOf(field: Field, place: Place, context: FormContext): Common {
  const path = pathOf(field.name, place);
  return {
    id: controlId(path),
    label: field.label,
    help: field.help,
    error: errorAt(context, path),
    required: isRequired(field, siblingsOf(context, place)),
    sensitive: field.sensitive === true,
    onChange: (value) => {
      for (const [changed, leaf] of changesOf(context, path, value)) context.onChange(changed, leaf);
    },
  };
}

const drawText = ({ common, value }: Part) => <TextField {...common} value={asText(value)} />;

const drawPick = ({ field, common, value, context }: Part) => (
  <PickField {...common} answers={context.choose(field)} value={asText(value)} />
);

const drawPicks = ({ field, common, value, context }: Part) => (
  <ChoicesField {...common} answers={context.choose(field)} value={asTexts(value)} />
);

/** Made by the tablet; the pad and the history have screens of their own for them. */
const drawNothing = () => null;

const BY_TYPE: Readonly<Record<FieldType, (part: Part) => VNode | null>> = {
  rows: ({ field, context }) => <RowsView field={field} context={context} />,
  grid: ({ field, context }) => <GridView field={field} context={context} />,
  narrative: ({ field, place, context, common, value }) => (
    <NarrativeField
      {...common}
      value={asText(value)}
      provenance={provenanceAt(field, place, context)}
      marksFirst={context.marksFirst}
    />
  ),
  text: drawText,
  colour: drawText,
  phone: ({ common, value }) => <TextField {...common} kind="tel" width="medium" value={asText(value)} />,
  texts: ({ field, common, value, context }) => (
    <TextsField {...common} value={asTexts(value)} suggestions={context.suggest?.(field)} addLabel="someone else" />
  ),
  integer: ({ common, value }) => <NumberField {...common} value={asNumber(value)} />,
  boolean: ({ common, value }) => <YesNoField {...common} value={asYesNo(value)} />,
  answer: ({ field, common, value }) => (
    <AnswerField
      {...common}
      {...{ value: asNumber(value), least: field.least ?? 1, most: field.most ?? 10, others: answersOf(field) }}
    />
  ),
  date: ({ field, common, value, context }) => (
    <DateField {...common} value={asText(value)} latest={field.past === true ? context.today : undefined} />
  ),
  time: ({ common, value }) => <TimeField {...common} value={asText(value)} />,
  instant: ({ field, place, context, common, value }) => (
    <InstantField {...common} value={asText(value)} day={dayFor(field, place, context)} />
  ),
  choice: ({ field, common, value }) => <ChoiceField {...common} answers={answersOf(field)} value={asText(value)} />,
  choices: ({ field, common, value }) => <ChoicesField {...common} answers={answersOf(field)} value={asTexts(value)} />,
  person: drawPick,
  record: drawPick,
  people: drawPicks,
  records: drawPicks,
  zone: ({ common, value }) => <PickField {...common} answers={zones()} value={asText(value)} />,
  ticks: drawNothing,
  deletion: drawNothing,
};

/** The day that another field says for an instant, so that only its time is asked. */
function dayFor(field: Field, place: Place, context: FormContext): string | undefined {
  const day = field.day === undefined ? null : asText(siblingsOf(context, place).get(field.day));
  return day ?? undefined;
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
  const columns = (field.columns ?? []).filter(({ name }) => context.hidden?.has(`${field.name}/${name}`) !== true);
  return (
    <div class="form-rows">
      <h3>{field.label}</h3>
      {field.help === undefined ? null : <p class="field-help">{field.help}</p>}
      {askedItems(field, context).map(([item, label, help]) => (
        <section key={item} class="grid-item" aria-label={label}>
          <div class="form-row-head">
            <h4>{label}</h4>
            <LikeAboveButton like={likeAbove(field, item, context)} label={label} context={context} />
          </div>
          {help === undefined || help === '' ? null : <p class="field-help">{help}</p>}
          <div class="fields-abreast">
            {columns.map((column) => (
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

function LikeAboveButton({ like, label, context }: { like: LikeAbove | null; label: string; context: FormContext }) {
  return like === null ? null : (
    <Button
      kind="quiet"
      name={`${label}: same as ${like.above}`}
      onPress={() => {
        for (const [path, leaf] of like.changes) context.onChange(path, leaf);
      }}
    >
      {`Same as ${like.above}`}
    </Button>
  );
}
