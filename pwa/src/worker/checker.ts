/** Checks signatures beside the page, which goes on meanwhile (`store/checking.ts`). It is given nothing that is secret. */
import { type Answered, type Asked, check } from '../store/checking.ts';
import { chooseSuite } from '../sync/crypto.ts';

declare const self: DedicatedWorkerGlobalScope;

const choosing = chooseSuite();
/** Answers leave in the order of the questions. */
let last: Promise<void> = Promise.resolve();

self.onmessage = ({ data }: MessageEvent<Asked>): void => {
  last = last.then(() => answer(data));
};

async function answer(asked: Asked): Promise<void> {
  const answered: Answered = await choosing.then((suite) => check(suite, asked)).catch(() => null);
  self.postMessage(answered);
}
