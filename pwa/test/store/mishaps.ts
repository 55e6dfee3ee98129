/**
 * What a browser does to a page: takes back the transactions of one that is gone, runs out of room, closes connections.
 *
 *     const browser = new Mishaps();
 *     browser.takeBack();           // as for a page that was killed or loaded anew
 *     browser.full.add('journal');
 *     browser.mend();
 */
type Begun = IDBTransaction & { readonly _state: string; readonly _abort: (name: string) => void };

export class Mishaps {
  /** Tables for which there is no room. */
  readonly full = new Set<string>();
  private readonly begun = new Set<Begun>();
  private readonly undo: () => void;

  constructor() {
    const { begun, full } = this;
    // eslint-disable-next-line @typescript-eslint/unbound-method -- called with what they were taken from
    const [{ transaction }, { add, put }] = [IDBDatabase.prototype, IDBObjectStore.prototype];
    const overflow = (store: IDBObjectStore): void => {
      // As a browser does it: after the request, and for all of the transaction.
      if (full.has(store.name)) queueMicrotask(() => { (store.transaction as Begun)._abort('QuotaExceededError'); });
    };
    IDBDatabase.prototype.transaction = function noted(this: IDBDatabase, ...asked): IDBTransaction {
      const made = transaction.apply(this, asked) as Begun;
      begun.add(made);
      return made;
    };
    IDBObjectStore.prototype.add = function filling(...asked) { overflow(this); return add.apply(this, asked); };
    IDBObjectStore.prototype.put = function filling(...asked) { overflow(this); return put.apply(this, asked); };
    this.undo = () => {
      IDBDatabase.prototype.transaction = transaction;
      Object.assign(IDBObjectStore.prototype, { add, put });
    };
  }

  /** Every write that is not finished comes to nothing, whether its commit was asked for or not. */
  takeBack(): void {
    for (const one of this.begun) if (one.mode === 'readwrite' && one._state !== 'finished') one._abort('AbortError');
    this.begun.clear();
  }

  mend(): void {
    this.undo();
  }
}

/** Lets everything that is due come, `times` over. */
export async function turns(times: number): Promise<void> {
  for (let nth = 0; nth < times; nth += 1) await new Promise((resolve) => { setImmediate(resolve); });
}
