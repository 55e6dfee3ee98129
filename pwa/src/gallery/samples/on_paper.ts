/** The head of whatever the gallery prints. */
import type { PrintHeadProps } from '../../ui/kit/PrintHead';

export const ON_PAPER: PrintHeadProps = { school: 'Larkspur Hill', address: 'Pudding Lane, Larkspur', printed: 'printed 23 November 2026 by Sam Ortiz' };
