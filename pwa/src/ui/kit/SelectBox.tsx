/** The platform's own list to choose from, with an arrow of the kept set in the place of the browser's, which lies at the very rim. */
import type { ComponentProps } from 'preact';
import { ChevronDown } from 'lucide';
import { Icon } from './Icon';
import './select.css';

export function SelectBox(props: ComponentProps<'select'>) {
  return (
    <span class="select-box">
      <select {...props} />
      <Icon of={ChevronDown} />
    </span>
  );
}
