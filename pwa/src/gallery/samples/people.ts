/** The invented people of the gallery. */
import type { AtRiskProps } from '../../ui/shell/AtRisk';
import { nothing } from '../show';

export const AT_RISK: AtRiskProps = {
  lead: { name: 'Mrs Achebe', phone: '01632 960 101' },
  deputy: { name: 'Mr Lowe', phone: '01632 960 102' },
  now: '14:20',
  told: null,
  onTold: nothing,
};

/** The same where the lead has been told. */
export const TOLD: AtRiskProps = { ...AT_RISK, told: 'Mrs Achebe, 14:20' };

export const PUPILS = [
  { id: 'kai', name: 'Kai Brennan', initials: 'KB', detail: '8B' },
  { id: 'amira', name: 'Amira Haddad', initials: 'AH', detail: '9F' },
  { id: 'novak', name: 'Jakub Novák', initials: 'JN', detail: '7C' },
  { id: 'prax', name: 'Robin Practice', initials: 'RP', detail: '8Z' },
] as const;
