/** Stretches a password away from the page, which stays answerable meanwhile; ended by its maker when it has answered. */
import { rootKey } from '../sync/keys.ts';
import type { Answered, Asked } from '../store/argon.ts';

declare const self: DedicatedWorkerGlobalScope;

self.onmessage = (message: MessageEvent<Asked>): void => {
  const { password, salt, params } = message.data;
  rootKey(password, salt, params).then(
    (root) => {
      self.postMessage({ root } satisfies Answered);
    },
    (error: unknown) => {
      self.postMessage({ refused: error instanceof Error ? error.message : 'a fault' } satisfies Answered);
    },
  );
};
