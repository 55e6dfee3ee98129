/**
 * One line of words with what they may mean: a few letters bring up whatever fits, and one of it is chosen by a finger or with the
 * arrows and Enter. What was typed stays as it is where nothing is chosen. While something is on offer Enter never sends the form.
 */
import { useEffect, useRef, useState } from 'preact/hooks';
import { Check } from 'lucide';
import { Icon } from '../kit/Icon';
import { discreet, typed } from './control';
import { describedBy, type FieldProps, Frame } from './Frame';

export interface Offer {
  readonly id: string;
  readonly label: string;
  /** What tells two of one name apart: the class. */
  readonly detail: string;
  readonly initials: string;
}

export interface ComboFieldProps extends FieldProps<string> {
  /** What fits what was typed, the likeliest first; empty once one was chosen. */
  readonly offers: readonly Offer[];
  readonly onChoose: (id: string) => void;
  /** Whether what stands in the line was chosen. */
  readonly chosen: boolean;
  /** How it stands, in a sentence that is read aloud as it changes: how many fit, what becomes of what was typed. */
  readonly says: string;
}

export function ComboField(props: ComboFieldProps) {
  const { id, value, offers } = props;
  const [active, setActive] = useState(-1);
  // For which words the offers were put away.
  const [closed, setClosed] = useState<string | null>(null);
  const line = useRef<HTMLInputElement>(null);
  const isOpen = offers.length > 0 && closed !== value;
  const at = isOpen && active < offers.length ? active : -1;
  const choose = (offer: Offer): void => {
    setActive(-1);
    props.onChoose(offer.id);
  };
  const go = (next: number | 'choose' | 'close'): void => {
    const offer = next === 'choose' ? offers[at] : undefined;
    if (offer !== undefined) choose(offer);
    else if (next === 'close') setClosed(value);
    else if (next !== 'choose') setActive(next);
  };
  return (
    <Frame {...props}>
      <input
        ref={line}
        id={id}
        class="input"
        type="text"
        role="combobox"
        {...discreet(props.sensitive)}
        {...states(props, isOpen, at)}
        value={value ?? ''}
        onInput={(event) => {
          setActive(-1);
          setClosed(null);
          props.onChange(typed(event.currentTarget.value));
        }}
        onKeyDown={(event) => {
          const next = isOpen && !event.isComposing ? pressed(event.key, at, offers.length) : null;
          if (next === null) return;
          event.preventDefault();
          go(next);
        }}
      />
      <p class={props.chosen ? 'combo-says combo-chosen' : 'combo-says'} role="status">
        {props.chosen ? <Icon of={Check} /> : null}
        <span>{props.says}</span>
      </p>
      {isOpen ? <Offers id={id} label={props.label} offers={offers} active={at} line={line} onChoose={choose} /> : null}
    </Frame>
  );
}

/** What a screen reader is told about the line. */
function states(props: ComboFieldProps, isOpen: boolean, active: number) {
  const { id, error } = props;
  return {
    'aria-autocomplete': 'list',
    'aria-expanded': isOpen,
    'aria-controls': isOpen ? `${id}-offers` : undefined,
    'aria-activedescendant': active < 0 ? undefined : `${id}-offer-${active}`,
    'aria-describedby': describedBy(props),
    'aria-invalid': error === undefined ? undefined : true,
  } as const;
}

/** What a key does while something is on offer: the place to go to, or null where it is the line's own. */
export function pressed(key: string, active: number, count: number): number | 'choose' | 'close' | null {
  switch (key) {
    case 'ArrowDown':
      return (active + 1) % count;
    case 'ArrowUp':
      return active <= 0 ? count - 1 : active - 1;
    case 'Enter':
      return active < 0 ? 0 : 'choose';
    case 'Escape':
      return 'close';
    default:
      return null;
  }
}

interface OffersProps {
  readonly id: string;
  readonly label: string;
  readonly offers: readonly Offer[];
  readonly active: number;
  readonly line: { readonly current: HTMLInputElement | null };
  readonly onChoose: (offer: Offer) => void;
}

function Offers({ id, label, offers, active, line, onChoose }: OffersProps) {
  const finger = useRef(false);
  const list = useRef<HTMLUListElement>(null);
  // Under the line there may be no room left beside the keys on the glass.
  useEffect(() => { list.current?.scrollIntoView({ block: 'nearest' }); }, []);
  // The line keeps the focus while one of its offers is pressed; a finger has no more use for the keys on the glass afterwards.
  const hold = (event: PointerEvent): void => {
    finger.current = event.pointerType === 'touch';
    event.preventDefault();
  };
  return (
    <ul ref={list} class="combo-offers" id={`${id}-offers`} role="listbox" aria-label={label}>
      {offers.map((offer, place) => (
        <li
          key={offer.id}
          id={`${id}-offer-${place}`}
          class="combo-offer"
          role="option"
          aria-selected={place === active}
          onPointerDown={hold}
          onClick={() => {
            onChoose(offer);
            if (finger.current) line.current?.blur();
          }}
        >
          <span class="initials initials-small" aria-hidden="true">
            {offer.initials}
          </span>
          <span class="strong">{offer.label}</span>
          <span class="small soft">{offer.detail}</span>
        </li>
      ))}
    </ul>
  );
}
