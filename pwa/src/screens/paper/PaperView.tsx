/** The sheet as it will lie on the table: shown first, then printed. On paper only the sheet itself comes out. */
import type { ComponentChildren } from 'preact';
import { Printer } from 'lucide';
import { Button } from '../../ui/kit/Button';
import { Chip } from '../../ui/kit/Chip';
import { Notice } from '../../ui/kit/Notice';
import { PageHeader } from '../../ui/kit/PageHeader';
import { capital, listed } from '../../ui/words';
import { BlockView } from './BlockView';
import type { PaperActions, PaperModel } from './model';
import './paper.css';

export interface PaperViewProps {
  readonly model: PaperModel;
  readonly actions: PaperActions;
}

export function PaperView({ model, actions }: PaperViewProps) {
  const wide = model.blocks.some(({ kind }) => kind === 'ticks');
  return (
    <>
      <div class="screen-only">
        <PageHeader back={model.back} title={model.hasRecord ? 'On paper' : 'Blank sheet'}>
          <Button kind="filled" icon={Printer} onPress={actions.print}>
            Print
          </Button>
        </PageHeader>
        <Shapes model={model} actions={actions} />
        {model.copies.length === 0 ? null : <Copies model={model} onCut={actions.cut} />}
      </div>
      <article class={`paper-sheet ${wide ? 'paper-wide' : ''} ${model.blank ? 'paper-blank' : ''}`} aria-label={model.sheet.heading}>
        <header class="paper-head">
          <p>
            {model.school}
            {model.address === null ? null : <span class="paper-address">{model.address}</span>}
          </p>
          <h2>{model.sheet.heading}</h2>
        </header>
        <div class="paper-blocks">
          {model.blocks.map((block, index) => (
            <BlockView key={index} block={block} />
          ))}
        </div>
        <footer class="paper-foot">
          {model.beneath.map((line) => (
            <p key={line} class="paper-text">
              {line}
            </p>
          ))}
          <p>{model.foot}</p>
        </footer>
      </article>
    </>
  );
}

/** Which of its shapes, and without what was written; nothing to choose is nothing to see. */
function Shapes({ model: { sheets, sheet: shown, blank, hasRecord }, actions }: PaperViewProps) {
  return (
    <>
      {sheets.length < 2 ? null : (
        <Choice label="Which sheet">
          {sheets.map((sheet) => (
            <Chip key={sheet.name} on={sheet.name === shown.name} onPress={() => { actions.choose(sheet.name); }}>
              {capital(sheet.name.replaceAll('_', ' '))}
            </Chip>
          ))}
        </Choice>
      )}
      {hasRecord ? (
        <Choice label="Print it">
          <Chip on={!blank} onPress={() => { actions.blank(false); }}>
            Filled in
          </Chip>
          <Chip on={blank} onPress={() => { actions.blank(true); }}>
            Blank
          </Chip>
        </Choice>
      ) : null}
    </>
  );
}

function Choice({ label, children }: { label: string; children: ComponentChildren }) {
  return (
    <div class="paper-choice" role="group" aria-label={label}>
      <p class="strong small" aria-hidden="true">{label}</p>
      <div class="chips">{children}</div>
    </div>
  );
}

/** For whom it is printed. What stands in words cannot be cut by itself, so whoever hands it over reads it first. */
function Copies({ model: { copies, copy, leftOut }, onCut }: { model: PaperModel; onCut: PaperActions['cut'] }) {
  const without = leftOut.length === 0 ? 'This sheet has nothing that has to be left out.' : `Left out: ${listed(leftOut.map((words) => `“${words}”`))}.`;
  return (
    <div class="paper-copies">
      <Choice label="For whom">
        <Chip on={copy === null} onPress={() => { onCut(null); }}>
          The whole sheet
        </Chip>
        {copies.map(({ name, label }) => (
          <Chip key={name} on={name === copy?.name} onPress={() => { onCut(name); }}>
            For {label}
          </Chip>
        ))}
      </Choice>
      {copy === null ? null : <Notice title={`Cut for ${copy.label}`}>{without} Read the rest before you hand it over: names inside a sentence are still there.</Notice>}
    </div>
  );
}
