/** Days, times of day and moments, by the platform's own pickers. */
import { useState } from 'preact/hooks';
import { instantOf, partsOfInstant } from '../dates';
import { describedBy, type FieldProps, Frame, GroupFrame } from './Frame';
import { typed } from './control';

export interface DateFieldProps extends FieldProps<string> {
  /** "2026-11-24": the last day that can be chosen. */
  readonly latest?: string | undefined;
}

export function DateField(props: DateFieldProps) {
  return (
    <Frame {...props}>
      <DateOrTime {...props} type="date" />
    </Frame>
  );
}

export function TimeField(props: FieldProps<string>) {
  return (
    <Frame {...props}>
      <DateOrTime {...props} type="time" />
    </Frame>
  );
}

export interface InstantFieldProps extends FieldProps<string> {
  /** The day it falls on, where another field says so; then only the time is asked. */
  readonly day?: string | undefined;
}

export function InstantField(props: InstantFieldProps) {
  const [keptDay, keptTime] = props.value === null ? ['', ''] : partsOfInstant(props.value);
  const [half, setHalf] = useState({ day: keptDay, time: keptTime });
  const day = props.day ?? (keptDay || half.day);
  const time = keptTime || half.time;
  const change = (nextDay: string, nextTime: string) => {
    setHalf({ day: nextDay, time: nextTime });
    props.onChange(nextDay === '' || nextTime === '' ? null : instantOf(nextDay, nextTime));
  };
  const onTime = (next: string | null) => {
    change(day, next ?? '');
  };
  if (props.day !== undefined) {
    return (
      <Frame {...props}>
        <DateOrTime {...props} type="time" value={time} onChange={onTime} />
      </Frame>
    );
  }
  return (
    <GroupFrame {...props}>
      <div class="row">
        <DateOrTime
          {...props}
          {...{ id: `${props.id}-day`, type: 'date', name: `${props.label}: day`, value: day }}
          onChange={(next) => {
            change(next ?? '', time);
          }}
        />
        <DateOrTime
          {...props}
          {...{ id: `${props.id}-time`, type: 'time', name: `${props.label}: time`, value: time }}
          onChange={onTime}
        />
      </div>
    </GroupFrame>
  );
}

interface DateOrTimeProps extends DateFieldProps {
  readonly type: 'date' | 'time';
  readonly name?: string;
}

function DateOrTime(props: DateOrTimeProps) {
  return (
    <input
      id={props.id}
      class={`input input-${props.type} numbers`}
      type={props.type}
      autocomplete="off"
      value={props.value ?? ''}
      max={props.latest}
      aria-label={props.name}
      aria-describedby={describedBy(props)}
      aria-invalid={props.error === undefined ? undefined : true}
      aria-required={props.required === true ? true : undefined}
      onChange={(event) => {
        props.onChange(typed(event.currentTarget.value));
      }}
    />
  );
}
