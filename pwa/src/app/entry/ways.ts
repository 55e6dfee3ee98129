/** The ways in, by the store: each ends with the app open and whoever came in known to their colleagues. */
import type { Door } from './door.ts';
import { foundTeam, willBeKnownAs } from '../beginnings.ts';
import type { Beside } from '../../store/index.ts';

/** The door of this tablet. */
export function waysIn(beside: Beside): Door {
  const { door } = beside;
  return {
    unlock: door.unlock,
    unlockByTouch: door.unlockByTouch,
    letIn: async ({ text }, password) => {
      await door.unlock(await door.letIn(text, password), password);
    },
    join: async (invitation, who) => {
      await door.unlock(await door.join(invitation, who), who.password);
      await willBeKnownAs(beside, who.name);
    },
    setUp: async (token, school, who) => {
      const { sheets, found } = await door.prepareSchool(token, who);
      const begin = async (): Promise<void> => {
        await door.unlock(await found(), who.password);
        await foundTeam(beside, school);
        await willBeKnownAs(beside, who.name);
        void beside.exchange();
      };
      return { sheets, found: begin };
    },
  };
}
