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
      const words = safety.trouble ?? `${safety.watcher} is watching. The clock runs on without a connection.`;
      return { kind: safety.trouble === null ? 'armed' : 'alarm', title: `Armed at ${safety.at}, back by ${safety.backBy}`, words, phone: safety.phone };
    }
    case 'overdue':
      return { kind: 'alarm', title: safety.raised === null ? `You were due at ${safety.backBy}` : `${safety.raised}: check in, or phone`, words: safety.trouble ?? `Told: ${safety.told}.`, phone: safety.phone };
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
