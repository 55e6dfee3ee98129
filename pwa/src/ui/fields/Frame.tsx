/**
 * What every field has in common: a real label, the help under it, and what is wrong with the remedy. A field of one
 * control is framed by `Frame`; one of several (radios, a date and a time) by `GroupFrame`.
 */
import type { ComponentChildren } from 'preact';
import { CircleAlert } from 'lucide';
import { Icon } from '../kit/Icon';

/** What each field takes; `Value` is null while nothing was answered. */
export interface FieldProps<Value> {
  /** Id of the control; the path of the leaf, made safe by `controlId`. */
  readonly id: string;
  readonly label: string;
  readonly help?: string | undefined;
  readonly error?: string | undefined;
  readonly required?: boolean | undefined;
  /** Tells what was confided: the browser is asked to keep and to check nothing of it. */
  readonly sensitive?: boolean | undefined;
  /** Read by a screen reader only: the heading above says the same. */
  readonly hideLabel?: boolean | undefined;
  readonly value: Value | null;
  readonly onChange: (value: Value | null) => void;
}

type Framed = Omit<FieldProps<never>, 'value' | 'onChange' | 'sensitive'> & { readonly children: ComponentChildren };

/** The ids of what describes a control: its help, its error. */
export function describedBy({ id, help, error }: Pick<Framed, 'id' | 'help' | 'error'>): string | undefined {
  const ids = [help === undefined || help === '' ? '' : `${id}-help`, error === undefined ? '' : `${id}-error`];
  return ids.filter((one) => one !== '').join(' ') || undefined;
}

export function Frame(props: Framed) {
  return (
    <div class={props.error === undefined ? 'field' : 'field field-wrong'}>
      <label class={props.hideLabel === true ? 'heard' : 'field-label'} for={props.id}>
        {props.label}
        <Needed of={props} />
      </label>
      <Below {...props} />
      {props.children}
    </div>
  );
}

export function GroupFrame(props: Framed & { readonly role?: 'radiogroup' | 'group' }) {
  return (
    <div
      id={props.id}
      class={props.error === undefined ? 'field' : 'field field-wrong'}
      role={props.role ?? 'group'}
      aria-labelledby={`${props.id}-label`}
      aria-describedby={describedBy(props)}
      aria-required={props.role === 'radiogroup' && props.required === true ? true : undefined}
    >
      <span class={props.hideLabel === true ? 'heard' : 'field-label'} id={`${props.id}-label`}>
        {props.label}
        <Needed of={props} />
      </span>
      <Below {...props} />
      {props.children}
    </div>
  );
}

function Needed({ of }: { of: Pick<Framed, 'required'> }) {
  return of.required === true ? <span class="field-needed"> needed</span> : null;
}

function Below({ id, help, error }: Framed) {
  return (
    <>
      {help === undefined || help === '' ? null : (
        <p class="field-help" id={`${id}-help`}>
          {help}
        </p>
      )}
      {error === undefined ? null : (
        <p class="field-error" id={`${id}-error`}>
          <Icon of={CircleAlert} />
          <span>
            <span class="heard">Error: </span>
            {error}
          </span>
        </p>
      )}
    </>
  );
}
