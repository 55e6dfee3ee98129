/** The invented people of the gallery. */
import type { AtRiskProps } from '../../ui/shell/AtRisk';
import { nothing } from '../show';

export const AT_RISK: AtRiskProps = {
  lead: { name: 'Mrs Achebe', phone: '01632 960 101' },
  deputy: { name: 'Mr Lowe', phone: '01632 960 102' },
  now: '14:20',
  onTold: nothing,
};
