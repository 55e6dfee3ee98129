/** The ways in, by the store: each ends with the app open and whoever came in known to their colleagues. */
import type { Door } from './door.ts';
import { says } from './server.ts';
import type { Beside } from '../../store/index.ts';
import { Refused } from '../../sync/encoding.ts';

/** What is begun for who comes in. Fetched before anything is done: what follows a step must not fail for want of it. */
const beginnings = () => import('../beginnings.ts');

/** The door of this tablet. */
export function waysIn(beside: Beside): Door {
  const { door } = beside;
  return {
    unlock: door.unlock,
    unlockByTouch: door.unlockByTouch,
    letIn: async ({ text }, password) => {
      await door.unlock(await door.letIn(text, password), password);
    },
    look: door.look,
    join: async (invitation, who) => {
      const { willBeKnownAs } = await beginnings();
      await door.unlock(await door.join(invitation, who), who.password);
      if (who.name !== null) await willBeKnownAs(beside, who.name);
    },
    byRoot: async (words, who) => {
      const school = says.value.school ?? beside.known.peek()[0]?.school;
      if (school === undefined) throw new Refused('no school is known here', 'not_found');
      const { willBeKnownAs } = await beginnings();
      await door.unlock(await door.joinByRoot(school, words, who), who.password);
      if (who.name !== null) await willBeKnownAs(beside, who.name);
    },
    setUp: async (school, who) => {
      const { sheets, found } = await door.prepareSchool(who);
      const begin = async (token: string): Promise<void> => {
        const { foundTeam, willBeKnownAs } = await beginnings();
        await door.unlock(await found(token), who.password);
        await foundTeam(beside, school);
        if (who.name !== null) await willBeKnownAs(beside, who.name);
        void beside.exchange();
      };
      return { sheets, found: begin };
    },
  };
}
