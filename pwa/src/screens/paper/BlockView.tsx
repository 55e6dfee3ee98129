/** One block of a printed sheet. Now is a filled disc, the wish a ring: no colour is needed to read it. */
import { Fragment } from 'preact';
import { Sideways } from '../../ui/kit/Sideways';
import type { Block, OptionsBlock, ScaleBlock, TableBlock, TicksBlock } from './blocks';

export function BlockView({ block }: { readonly block: Block }) {
  switch (block.kind) {
    case 'line':
      return (
        <div class="paper-line">
          <span class="paper-label">{block.label}</span>
          <span class="paper-text">{block.text}</span>
        </div>
      );
    case 'box':
      return (
        <section class="paper-box">
          <h3 class="paper-label">{block.label}</h3>
          <p class="paper-text">{block.text}</p>
          {block.source === null ? null : <p class="paper-source">{block.source}</p>}
        </section>
      );
    case 'options':
      return <Options block={block} />;
    case 'table':
      return <Table block={block} />;
    case 'scale':
      return <Scale block={block} />;
    case 'ticks':
      return <Ticks block={block} />;
  }
}

function Options({ block: { label, options, room } }: { block: OptionsBlock }) {
  return (
    <section class="paper-options">
      <h3 class="paper-label">{label}</h3>
      <ul>
        {options.map((option) => (
          <li key={option}>{option}</li>
        ))}
        {room ? <li class="paper-room" aria-hidden="true" /> : null}
      </ul>
    </section>
  );
}

/** "Monitoring/Evaluation" may be broken behind its stroke, and nowhere else. */
function Head({ words }: { words: string }) {
  return <>{words.split('/').map((part, index) => (index === 0 ? part : <Fragment key={index}>/<wbr />{part}</Fragment>))}</>;
}

function Table({ block }: { block: TableBlock }) {
  return (
    <Sideways name={block.columns.join(', ')}>
      <table class="paper-table">
        <thead>
          <tr>
            {block.columns.map((column) => (
              <th key={column} scope="col">
                <Head words={column} />
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {block.rows.map((row, index) => (
            <tr key={index} class="paper-row">
              {row.map((text, column) => (
                <td key={column}>{text}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </Sideways>
  );
}

const NUMBERS = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10] as const;

function Scale({ block }: { block: ScaleBlock }) {
  return (
    <>
      <p class="paper-key">
        <Mark kind="now" /> where I am now &nbsp; <Mark kind="wish" /> where I would like to be &nbsp; 1 is the worst it could be,
        10 the best
      </p>
      <Sideways name="The scale">
        <table class="paper-scale">
          <tbody>
            {block.items.map(({ label, now, wish }) => (
              <tr key={label}>
                <th scope="row">{label}</th>
                {NUMBERS.map((number) => (
                  <td key={number}>
                    <span class={`paper-number ${now === number ? 'paper-now' : ''} ${wish === number ? 'paper-wish' : ''}`}>
                      {number}
                      {now === number ? <span class="heard"> now</span> : null}
                      {wish === number ? <span class="heard"> wish</span> : null}
                    </span>
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </Sideways>
    </>
  );
}

function Mark({ kind }: { kind: 'now' | 'wish' }) {
  return (
    <svg class="paper-mark" viewBox="0 0 16 16" aria-hidden="true" focusable="false">
      <circle class={`paper-mark-${kind}`} cx="8" cy="8" r="6" />
    </svg>
  );
}

function Ticks({ block }: { block: TicksBlock }) {
  return (
    <Sideways name="The grid">
      <table class="paper-table paper-ticks">
        <thead>
          <tr>
            <th scope="col">{block.first}</th>
            {block.columns.map((column) => (
              <th key={column} scope="col">
                {column}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {block.rows.map(({ label, counts }) => (
            <tr key={label} class="paper-row">
              <th scope="row">{label}</th>
              {counts.map((count, column) => (
                <td key={column}>{count}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </Sideways>
  );
}
