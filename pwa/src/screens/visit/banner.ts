/** What the head of a visit says in each state. It never says more than is known. */
import type { Safety } from './model';

export interface BannerWords {
  readonly kind: 'plain' | 'alarm' | 'armed';
  readonly title: string;
  readonly words: string;
  readonly phone: string | null;
}

export function bannerWords(safety: Safety): BannerWords {
  switch (safety.kind) {
    case 'none':
      return { kind: 'plain', title: 'No safety sheet', words: 'Nobody watches over this visit.', phone: null };
    case 'planned': {
      const title = safety.backBy === null ? 'Planned' : `Planned, back by ${safety.backBy}`;
      return { kind: 'plain', title, words: 'Not armed yet: nobody is told if you are late.', phone: null };
    }
    case 'not_armed':
      return { kind: 'alarm', title: `Not armed: phone ${safety.watcher}`, words: safety.why, phone: safety.phone };
    case 'armed': {
      if (safety.left !== null) return unwatched(safety, safety.left);
      const words = safety.trouble ?? `${safety.watcher} is watching. The clock runs on without a connection.`;
      return { kind: safety.trouble === null ? 'armed' : 'alarm', title: `Armed at ${safety.at}, back by ${safety.backBy}`, words, phone: safety.phone };
    }
    case 'overdue':
      return { kind: 'alarm', title: safety.raised === null ? `You were due at ${safety.backBy}` : `${safety.raised}: check in, or phone`, words: toldWords(safety), phone: safety.phone };
    case 'not_heard': {
      const title = `Back at ${safety.at}, but nobody knows: phone ${safety.watcher}`;
      return { kind: 'alarm', title, words: 'No connection. It is sent by itself as soon as there is one.', phone: safety.phone };
    }
    case 'back': {
      const by = safety.by === null ? '' : `${safety.by} checked you in. `;
      return { kind: 'plain', title: `Back at ${safety.at}`, words: `${by}Nobody is watching any more.`, phone: null };
    }
  }
}

type Armed = Safety & { readonly kind: 'armed' };
type Overdue = Safety & { readonly kind: 'overdue' };
type Left = NonNullable<Armed['left']>;

/** The clock runs, and the first whom it would tell is not there any more. */
function unwatched({ watcher, backBy, trouble, phone }: Armed, left: Left): BannerWords {
  const next = left.nextIsTold ? `${watcher} is the next to be told if you are not back by ${backBy}.` : 'Nobody else is on the list: nobody is told if you are late.';
  const words = `${whyWords(left)}. ${next} To have somebody watch, change the sheet and send it.`;
  return { kind: 'alarm', title: `Nobody watches this visit now: phone ${watcher}`, words: trouble === null ? words : `${trouble} ${words}`, phone };
}

function toldWords({ told, trouble, left, watcher }: Overdue): string {
  const words = trouble ?? `Told: ${told}.`;
  return left === null ? words : `${words} ${whyWords(left)}: phone ${watcher}.`;
}

function whyWords({ name, isGone }: Left): string {
  return isGone ? `${name}, who watched, has left the school` : `${name} is not on the list any more`;
}
