/** What two people wrote in the same place. Everybody here is invented. */
import type { Settling, Unsettled } from '../../ui/figures/TwoVersions';
import { nothing } from '../show';

export const SETTLE: Settling = { keep: nothing, keepBoth: nothing };

/** Words, which can both stand. */
export const NEXT_STEP: Unsettled = {
  path: 'next_step',
  of: 'Next step',
  both: true,
  versions: [
    { id: 'v1', text: 'Card for science too, ask Mr Lee', by: 'you, 16:02' },
    { id: 'v2', text: 'Hold until the review on Thursday', by: 'Ms Ward, 15:40' },
  ],
};

/** A number, of which one counts meanwhile. */
export const LEAD_PHONE: Unsettled = {
  path: 'lead_phone',
  of: 'Safeguarding lead’s phone',
  both: false,
  versions: [
    { id: 'v1', text: '01632 960 011', by: 'Priya Nair, 19 Nov, 15:40' },
    { id: 'v2', text: '01632 960 017', by: 'you, 8:52', counts: true },
  ],
};

export const HOME_PHONE: Unsettled = {
  path: 'carers/c1/home_phone',
  of: 'Parents and carers: Home telephone',
  both: false,
  versions: [
    { id: 'v1', text: '01632 960 121', by: 'Ms Ward, 20 Nov, 15:40' },
    { id: 'v2', text: '', by: 'you, 8:52', counts: true },
  ],
};

export const WHERE: Unsettled = {
  path: 'address',
  of: 'Where',
  both: false,
  versions: [
    { id: 'v1', text: '4 Larch Walk', by: 'you, 13:40' },
    { id: 'v2', text: '14 Larch Walk, the blue door', by: 'Ms Ward, 13:44', counts: true },
  ],
};

export const NOTES: Unsettled = {
  path: 'notes',
  of: 'Notes',
  both: true,
  versions: [
    { id: 'v1', text: 'A cover teacher for the first ten minutes. Kai knew him and was glad to see him.', by: 'you, 9:48' },
    { id: 'v2', text: 'A cover teacher for the first ten minutes.', by: 'Ms Ward, 10:20' },
  ],
};
