/**
 * A half-typed form, open for writing: what was typed is sealed and handed to the browser in one task, so that a page that is
 * reloaded, or killed a moment later, has kept it (`docs/client.md`, "What cannot wait").
 *
 *     const form = await openHalfTyped(places, 'form/…');
 *     await form.write(content, 'relaxed');    // in the browser's hands before anything is waited for
 *     form.forget();                           // it has been saved
 */
import { jsonBytes, utf8 } from '../sync/encoding.ts';
import type { SealerAtOnce } from '../sync/seal_at_once.ts';
import { draftInTheAir } from './air.ts';
import { handOver, type Places, sealerIn } from './at_once.ts';
import { type Database, type DraftRow, type Durability, inOneStep, type Step } from './db.ts';
import { DRAFT_LABEL } from './rest.ts';

export interface HalfTyped {
  /**
   * Keep the form as it is now. It is in the browser's hands when this returns; the promise is done once it is in the database, and
   * rejects with what keeps it from there.
   */
  readonly write: (content: object, durability: Durability) => Promise<void>;
  /** Whether an earlier page left something of it in the air, which then is newer than what the database has. */
  readonly isInTheAir: () => boolean;
  /** It was saved, or thrown away: nothing of it is left in the air. */
  readonly forget: () => void;
  /** Forgets the key. What is on its way still arrives. */
  readonly close: () => void;
}

/** Open a half-typed form by its id. Throws `Locked`, and `BadSeal` where nothing can be sealed at once here. */
export async function openHalfTyped(places: Places, id: string): Promise<HalfTyped> {
  const [sealer, database] = await Promise.all([sealerIn(places, DRAFT_LABEL), places.keeper.database()]);
  return new Open(places, id, sealer, database);
}

class Open implements HalfTyped {
  private readonly places: Places;
  private readonly id: string;
  private readonly sealer: SealerAtOnce;
  private database: Database;
  /** How often it was written: what comes late is not put over what is newer. */
  private count = 0;

  constructor(places: Places, id: string, sealer: SealerAtOnce, database: Database) {
    [this.places, this.id, this.sealer, this.database] = [places, id, sealer, database];
  }

  // Up to the first `await` an async function runs within its caller's task.
  readonly write = async (content: object, durability: Durability): Promise<void> => {
    this.count += 1;
    const nth = this.count;
    const row = { id: this.id, sealed: this.sealer.seal(utf8(this.id), jsonBytes(content as Record<string, unknown>)) };
    this.places.air.put(draftInTheAir(this.id), row.sealed);
    try {
      await handOver(this.database, 'drafts', put(row), durability);
    } catch {
      await this.again(row, nth);
    }
    if (nth === this.count) this.places.air.drop(draftInTheAir(this.id));
  };

  readonly isInTheAir = (): boolean => this.places.air.get(draftInTheAir(this.id)) !== null;

  readonly forget = (): void => {
    this.count += 1;
    this.places.air.drop(draftInTheAir(this.id));
  };

  readonly close = (): void => {
    this.sealer.forget();
  };

  /** On a connection that is opened anew, and only while nothing newer was written. */
  private async again(row: DraftRow, nth: number): Promise<void> {
    this.database = await this.places.keeper.database();
    if (nth === this.count) await inOneStep(this.database, ['drafts'], put(row));
  }
}

function put(row: DraftRow): (step: Step) => Promise<unknown> {
  return (step) => step.objectStore('drafts').put(row);
}
