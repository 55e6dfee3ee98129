/** Two people wrote in the same place. What they wrote stands side by side until somebody chooses one, or keeps both. */
import { useId } from 'preact/hooks';
import { Button } from '../kit/Button';
import { countWord } from '../words';

export interface Version {
  readonly id: string;
  readonly text: string;
  /** "you, 16:02", "Ms Ward, 15:40" */
  readonly by: string;
  /** What the record shows meanwhile, where it can show but one: a date, a phone number. */
  readonly counts?: boolean | undefined;
}

/** A place of a record with more than one version. */
export interface Unsettled {
  readonly path: string;
  /** The label of the field: "Next step". */
  readonly of: string;
  readonly versions: readonly Version[];
  /** Whether both can stand: only words can be put one after the other. */
  readonly both: boolean;
}

export interface Settling {
  readonly keep: (path: string, version: string) => void;
  readonly keepBoth: (path: string) => void;
}

/** Every such place of a record. Who may not write there reads them: `settle` is null. */
export function AllVersions({ of: all, settle }: { readonly of: readonly Unsettled[]; readonly settle: Settling | null }) {
  return (
    <>
      {all.map((one) => (
        <TwoVersions key={one.path} of={one} settle={settle} />
      ))}
    </>
  );
}

function TwoVersions({ of: { path, of, versions, both }, settle }: { readonly of: Unsettled; readonly settle: Settling | null }) {
  const id = useId();
  const ask = both ? 'Choose one, or keep both.' : 'Choose one.';
  return (
    <section class="versions" aria-labelledby={id}>
      <p class="versions-title" id={id}>
        {countWord(versions.length)} versions of “{of}”. {settle === null ? '' : ask}
      </p>
      <ul class="versions-list">
        {versions.map((version) => (
          <li key={version.id} class="version">
            <p class="version-text">{version.text === '' ? <em>left empty</em> : version.text}</p>
            <div class="version-foot">
              <span class="small soft numbers">
                {version.by}
                {version.counts === true ? ' · counts until somebody chooses' : null}
              </span>
              {settle === null ? null : (
                <Button name={`Keep the version of ${version.by}`} onPress={() => { settle.keep(path, version.id); }}>
                  Keep
                </Button>
              )}
            </div>
          </li>
        ))}
      </ul>
      {settle === null || !both ? null : (
        <Button onPress={() => { settle.keepBoth(path); }}>{versions.length === 2 ? 'Keep both' : 'Keep all'}</Button>
      )}
    </section>
  );
}
