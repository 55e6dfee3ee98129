/** On paper alone: whose page it is, and when it was printed. */
import { capital } from '../words';

export interface PrintHeadProps {
  readonly school: string;
  readonly address: string | null;
  /** "printed 24 November 2026 by Sam Ortiz" */
  readonly printed: string;
}

export function PrintHead({ school, address, printed }: PrintHeadProps) {
  return (
    <div class="print-only print-head">
      <p>
        <strong>{school}</strong>
        {address === null ? null : ` ${address}`}
      </p>
      <p>{capital(printed)}</p>
    </div>
  );
}
