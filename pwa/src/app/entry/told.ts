/** Words for what went wrong: a sentence and its remedy. Nothing of what anybody typed stands in them. */
import { CODES, type ErrorCode } from '../../generated/codes.ts';
import { ServerRefused, Unreachable } from '../../store/api.ts';
import { StorageRefused } from '../../store/db.ts';
import { TabletFull } from '../../store/index.ts';
import { isFull } from '../../store/keeper.ts';
import { KeylessPasskey, NoPasskey } from '../../store/passkey.ts';
import { Locked } from '../../store/replica.ts';
import { SignedOut } from '../../store/session.ts';
import { Erased } from '../../store/unlocking.ts';
import { BadSeal, Refused } from '../../sync/encoding.ts';
import { NoSheet } from '../../sync/keys.ts';
import { counted } from '../../ui/words.ts';
import { didNotCome } from '../missing.ts';

export const WRONG_PASSWORD = 'That is not the password of this account. Look at it with “Show”, then try again.';

/** A sentence and its remedy for whatever kept somebody out. Nothing of what they typed stands in it. */
export function saidOf(error: unknown): string {
  if (error instanceof BadSeal) return WRONG_PASSWORD;
  if (error instanceof ServerRefused && error.code === 'rate_limited' && error.retryAfter !== null) {
    return `${CODES.rate_limited[1]} Try again in ${counted(Math.ceil(error.retryAfter / 60), 'minute')}; what is typed here stays.`;
  }
  if (error instanceof ServerRefused) return error.code === null ? sentence('internal') : sentence(error.code);
  if (error instanceof Unreachable) {
    return 'The server does not answer. Look whether this device has a connection, then try again; what is typed here stays.';
  }
  if (error instanceof Erased) {
    return 'This browser has erased what was kept here of this account. What was sent is safe: make a link on another device of yours, or ask an administrator for one, and add this device again.';
  }
  if (error instanceof TabletFull) {
    return 'This tablet has no room left. What you saved waits here, and is kept by itself once there is room: delete photographs or films of other apps, and leave Beside open until then.';
  }
  if (error instanceof StorageRefused && error.isNewer) return 'A newer Beside has been opened here. Close Beside and open it again.';
  if (error instanceof Locked || error instanceof SignedOut) return 'This tablet has been locked. Open it again, then try once more.';
  if (error instanceof KeylessPasskey) return 'This tablet knows your touch, but its system or browser cannot open Beside with it. Your password opens it as before.';
  if (error instanceof NoPasskey) return 'No touch came. Try once more; your password opens Beside as before.';
  if (error instanceof StorageRefused) {
    return 'This browser keeps nothing. Open Beside in an ordinary window, or from the home screen.';
  }
  if (error instanceof Refused && error.code === 'busy') {
    return 'A pupil is filling something in on this tablet, or a new version of Beside is being put in place. Once that is done, try again.';
  }
  if (isFull(error)) return 'This device is full. Make room on it, then try again.';
  if (error instanceof Refused) return sentence(error.code);
  if (didNotCome(error)) {
    return 'A part of Beside has not come to this device yet. Connect it to the network, open Beside again, and try once more.';
  }
  return 'Something went wrong on this device. Close Beside, open it again, and try once more.';
}

function sentence(code: ErrorCode): string {
  const [, message, remedy] = CODES[code];
  return `${message} ${remedy}`;
}

/** Whether somebody typed another password than the account's. */
export function isWrongPassword(error: unknown): boolean {
  return error instanceof BadSeal;
}

// What the codes mean to somebody who is not in yet; of all others the catalogue's own words are right.
const BEFORE: Readonly<Partial<Record<ErrorCode, string>>> = {
  bad_signature: 'This was changed on its way, or is of another school. Ask whoever gave it to you for a new one.',
  unknown_device: 'This was changed on its way, or is of another school. Ask whoever gave it to you for a new one.',
  not_found: 'There is no such school at this address. Look whether the link is for this one, or ask for a new link.',
  malformed: 'This is not whole. Copy all of it once more, or ask for a new one.',
  new_device_code_wrong:
    'This link was used, or is older than ten minutes. Make a new one on a device that is already in, or ask an administrator for one.',
  invitation_spent: 'This invitation was used, withdrawn, or is too old. Ask an administrator of your school for a new one.',
  sign_in_refused: WRONG_PASSWORD,
  revoked_device: 'This account or this device was ended. Ask an administrator of your school for a new invitation.',
};

/** The same for somebody who is on their way in. */
export function enteringSaid(error: unknown): string {
  if (error instanceof NoSheet) return sheetSaid(error);
  if (error instanceof NoPasskey) return 'No touch came. Try once more, or use the password.';
  const code = error instanceof ServerRefused || (error instanceof Refused && !(error instanceof BadSeal)) ? error.code : null;
  return (code === null ? undefined : BEFORE[code]) ?? saidOf(error);
}

/** What is wrong with the words of a sheet, and none of them. */
export function sheetSaid({ place }: NoSheet): string {
  return place === null
    ? 'These are not the 24 words of a sheet in their order. Look at each again: one is missing, too many, or in another’s place.'
    : `Word ${place} is none that a sheet can have. Look again how it is spelled.`;
}
