/**
 * Any form of the catalogue over a draft: `<FormView {...draft} only={['note']} />`.
 *
 * The view keeps nothing of its own: each press and each letter goes to `onChange(path, leaf)`. `problems` comes from
 * `judge`; it is shown beside each field and gathered at the head after a try to save. What was typed stays.
 */
import { ErrorSummary } from '../kit/ErrorSummary';
import { controlId } from '../fields/control';
import type { Field, Section } from '../../casework/forms';
import { FieldView } from './FieldView';
import { asked, type FormContext, type FormDraft, led, sectionsToShow } from './rendering';
import { lowered, rowAt } from './reading';
import '../fields/fields.css';

export interface Arrangement {
  /** Names of the sections to show, in this order; all of them when left out. */
  readonly only?: readonly string[] | undefined;
  /** Names of sections that stay folded until asked for. */
  readonly folded?: readonly string[] | undefined;
  /** Names of fields that come first in their section. */
  readonly lead?: readonly string[] | undefined;
  /** Names of fields that stand under "More" at the end of their section. */
  readonly later?: readonly string[] | undefined;
  /** Whether what has to be put right is said elsewhere on the page (`FormSummary`), above questions that are no part of this. */
  readonly isSummedUp?: boolean | undefined;
}

export type FormViewProps = FormDraft & Arrangement;

export function FormView(props: FormViewProps) {
  const shown = { ...props, problems: props.tries > 0 ? props.problems : props.problems.filter(({ advice }) => advice) };
  const sections = sectionsToShow(props, props.only);
  const open = sections.filter(({ name }) => props.folded?.includes(name) !== true);
  return (
    <div class="form">
      {props.isSummedUp === true ? null : <FormSummary {...props} />}
      {sections.map((section) => (
        <SectionView key={section.name} section={section} context={shown} arrangement={props} alone={open.length === 1} />
      ))}
    </div>
  );
}

/** What has to be put right after a try to save. */
export function FormSummary(draft: Pick<FormDraft, 'form' | 'values' | 'problems' | 'tries'>) {
  if (draft.tries === 0) return null;
  const lines = draft.problems.filter(({ advice }) => advice !== true).map(({ path, message }) => {
    const row = rowAt(draft, path);
    return { id: controlId(path), message: row === null ? message : `${row}: ${message}` };
  });
  return <ErrorSummary tries={draft.tries} lines={lines} />;
}

interface SectionViewProps {
  readonly section: Section;
  readonly context: FormContext;
  readonly arrangement: Arrangement;
  readonly alone: boolean;
}

function SectionView({ section, context, arrangement, alone }: SectionViewProps) {
  const all = led(asked(section.fields, context, null), arrangement.lead ?? []);
  // What is wrong is never hidden behind a fold.
  const isWrong = (field: Field) => context.problems.some(({ path, advice }) => advice !== true && path.split('/')[0] === field.name);
  const isLater = (field: Field) => arrangement.later?.includes(field.name) === true;
  const fields = <FieldsView fields={all.filter((field) => !isLater(field))} context={context} />;
  const later = all.filter(isLater);
  const more = later.length === 0 ? null : (
    <details class="fold" open={later.some(isWrong)}>
      <summary>
        <span>More</span>
        <span class="fold-what small soft">{fewLabels(later)}</span>
      </summary>
      <FieldsView fields={later} context={context} />
    </details>
  );
  if (arrangement.folded?.includes(section.name) === true) {
    return (
      <details class="fold" open={all.some(isWrong)}>
        <summary>{section.label}</summary>
        {section.help === undefined ? null : <p class="field-help">{section.help}</p>}
        {fields}
        {more}
      </details>
    );
  }
  return (
    <section class="form-section" aria-label={section.label}>
      {alone && section.help === undefined ? null : (
        <header class="form-section-head">
          {alone ? null : <h2 class={repeats(section) ? 'heard' : undefined}>{section.label}</h2>}
          {section.help === undefined ? null : <p>{section.help}</p>}
        </header>
      )}
      {fields}
      {more}
    </section>
  );
}

/** How many of the questions behind a fold are named before it is opened. */
const NAMED = 3;

/** "room, purpose", "reward, own words, how it went …" */
function fewLabels(fields: readonly Field[]): string {
  const named = fields.slice(0, NAMED).map(({ label }) => lowered(label)).join(', ');
  return fields.length > NAMED ? `${named} …` : named;
}

/** Whether a section is named as a table of rows in it is: the name is then seen once. */
function repeats({ label, fields }: Section): boolean {
  return fields.some((field) => field.type === 'rows' && field.label === label);
}

function FieldsView({ fields, context }: { fields: readonly Field[]; context: FormContext }) {
  return (
    <div class="form-section">
      {fields.map((field) => (
        <FieldView key={field.name} field={field} place={null} context={context} />
      ))}
    </div>
  );
}
