/** Two people wrote the same sentence. Both stand side by side until somebody chooses one, or keeps both. */
import { useId } from 'preact/hooks';
import { Button } from '../kit/Button';

export interface Version {
  readonly id: string;
  readonly text: string;
  /** "you, 16:02", "Ms Ward, 15:40" */
  readonly by: string;
}

export interface TwoVersionsProps {
  /** The field's label: "Next step". */
  readonly of: string;
  readonly versions: readonly Version[];
  readonly onKeep: (id: string) => void;
  /** Left out where both cannot stand: a date, a choice. */
  readonly onKeepBoth?: (() => void) | undefined;
}

export function TwoVersions({ of, versions, onKeep, onKeepBoth }: TwoVersionsProps) {
  const id = useId();
  const many = versions.length === 2 ? 'Two' : String(versions.length);
  const ask = onKeepBoth === undefined ? 'Choose one.' : 'Choose one, or keep both.';
  return (
    <section class="versions" aria-labelledby={id}>
      <p class="versions-title" id={id}>
        {many} versions of “{of}”. {ask}
      </p>
      <ul class="versions-list">
        {versions.map((version) => (
          <li key={version.id} class="version">
            <p class="version-text">{version.text === '' ? <em>left empty</em> : version.text}</p>
            <div class="version-foot">
              <span class="small soft numbers">{version.by}</span>
              <Button
                name={`Keep the version of ${version.by}`}
                onPress={() => {
                  onKeep(version.id);
                }}
              >
                Keep
              </Button>
            </div>
          </li>
        ))}
      </ul>
      {onKeepBoth === undefined ? null : <Button onPress={onKeepBoth}>{versions.length === 2 ? 'Keep both' : 'Keep all'}</Button>}
    </section>
  );
}
