/** Everything that was ever saved of a record: who, when, what stood before, what came instead. The newest first. */
import { useState } from 'preact/hooks';
import { Button } from '../../ui/kit/Button';
import { EmptyState } from '../../ui/kit/EmptyState';
import { Notice } from '../../ui/kit/Notice';
import { PageHeader } from '../../ui/kit/PageHeader';
import { Pill } from '../../ui/kit/Pill';
import type { ChangeLine, HistoryModel, SaveLine } from './history_model';
import './history.css';

/** So many are shown at first, and with each press. */
const MANY = 20;

export function HistoryView({ model }: { readonly model: HistoryModel }) {
  const [shown, setShown] = useState(MANY);
  const { saves } = model;
  const left = (saves?.length ?? 0) - shown;
  return (
    <>
      <PageHeader above={model.above} title={model.title} below={model.below} back={model.back} />
      <div class="stack form-alone">
        {model.notice === null ? null : <Notice kind="warn">{model.notice}</Notice>}
        {saves === null ? <p class="soft" role="status">Opening what was saved …</p> : null}
        {saves?.length === 0 && model.notice === null ? <EmptyState title="Nothing of it has arrived here yet." /> : null}
        <ol class="past" aria-label="Saves, the newest first">
          {saves?.slice(0, shown).map((save) => (
            <li key={save.id} class="card">
              <One save={save} />
            </li>
          ))}
        </ol>
        {left <= 0 ? null : (
          <div>
            <Button onPress={() => { setShown(shown + MANY); }}>Show {Math.min(left, MANY)} earlier ones</Button>
          </div>
        )}
      </div>
    </>
  );
}

function One({ save: { who, when, what, device, unsent, changes } }: { readonly save: SaveLine }) {
  return (
    <>
      <header class="past-head">
        <h2>
          {who} <span class="past-what">{what}</span>
        </h2>
        <p class="small soft numbers">
          {when}
          {device === null ? null : `, ${device}`}
        </p>
        {unsent ? <Pill kind="waiting">Not sent yet</Pill> : null}
      </header>
      {changes.length === 0 ? null : (
        <dl class="past-changes">
          {changes.map((change) => (
            <Change key={change.id} change={change} />
          ))}
        </dl>
      )}
    </>
  );
}

function Change({ change: { label, before, after, source, notes } }: { readonly change: ChangeLine }) {
  return (
    <div class="past-change">
      <dt>{label}</dt>
      {before.map(({ text, by }) => (
        <dd key={`${by ?? ''}${text}`} class="past-before">
          <span class="past-mark">{by ?? 'before'}</span>
          <Words text={text} />
        </dd>
      ))}
      {after === null ? null : (
        <dd>
          {before.length === 0 ? null : <span class="past-mark">after</span>}
          <Words text={after} />
          {source === null ? null : <span class="small soft past-source">{source}</span>}
        </dd>
      )}
      {notes.map((note) => (
        <dd key={note} class="small soft">
          {note}
        </dd>
      ))}
    </div>
  );
}

function Words({ text }: { readonly text: string }) {
  return text === '' ? <em class="soft">left empty</em> : <span class="past-words">{text}</span>;
}
