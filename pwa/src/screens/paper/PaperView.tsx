/** The sheet as it will lie on the table: shown first, then printed. On paper only the sheet itself comes out. */
import { Printer } from 'lucide';
import { Button } from '../../ui/kit/Button';
import { Chip } from '../../ui/kit/Chip';
import { PageHeader } from '../../ui/kit/PageHeader';
import { capital } from '../../ui/words';
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
        <PageHeader back={model.back} title="On paper">
          <Button kind="filled" icon={Printer} onPress={actions.print}>
            Print
          </Button>
        </PageHeader>
        <div class="chips paper-chips">
          {model.sheets.length < 2
            ? null
            : model.sheets.map((sheet) => (
                <Chip key={sheet.name} on={sheet.name === model.sheet.name} onPress={() => { actions.choose(sheet.name); }}>
                  {capital(sheet.name.replaceAll('_', ' '))}
                </Chip>
              ))}
          <Chip on={model.blank} onPress={() => { actions.blank(!model.blank); }}>
            Blank
          </Chip>
        </div>
      </div>
      <article class={`paper-sheet ${wide ? 'paper-wide' : ''} ${model.blank ? 'paper-blank' : ''}`} aria-label={model.sheet.heading}>
        <header class="paper-head">
          <p>{model.school}</p>
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
