import { resolve } from 'node:path';
import { describe, expect, test } from 'vitest';

import { type Look, places } from '../../tools/pieces.ts';

const ROOT = resolve('/client');

/** In which file each module comes, of a client that imports these: outright, and after `later:` only when it is asked for. */
function placed(imports: Readonly<Record<string, string>>): Record<string, string> {
  const at = (path: string): string => resolve(ROOT, path);
  const named = (list = ''): string[] => list.split(' ').filter((one) => one !== '').map(at);
  const graph = new Map(Object.entries(imports).map(([path, list]) => {
    const [outright, later] = list.split('later:');
    return [at(path), { importedIds: named(outright), dynamicallyImportedIds: named(later) }] as const;
  }));
  const look: Look = (id) => graph.get(id) ?? null;
  return Object.fromEntries([...places(ROOT, look)].map(([id, file]) => [id.slice(ROOT.length + 1), file]));
}

const CAPTURE = 'src/app/areas/observing.ts';
const CASEWORK = 'src/app/areas/casework.ts';

test('what the app needs at once is one file, and what the pupil’s page needs too another', () => {
  expect(placed({ 'index.html': 'app.ts kit.ts', 'app.ts': 'store.ts', 'pupil.html': 'kit.ts scale.ts' })).toEqual({
    'index.html': 'start', 'app.ts': 'start', 'store.ts': 'start',
    'kit.ts': 'shared',
    'pupil.html': 'pupil', 'scale.ts': 'pupil',
  });
});

test('what is asked for later does not come at once, nor does what it imports', () => {
  expect(placed({ 'index.html': `app.ts later:${CAPTURE}`, [CAPTURE]: 'pad.ts app.ts' }))
    .toMatchObject({ [CAPTURE]: 'capture', 'pad.ts': 'capture', 'app.ts': 'start' });
});

describe('what comes later', () => {
  test('lies in the file of the one place that asks for it', () => {
    expect(placed({ 'index.html': `later:${CAPTURE} ${CASEWORK}`, [CAPTURE]: 'pad.ts', [CASEWORK]: 'plan.ts' }))
      .toMatchObject({ 'pad.ts': 'capture', 'plan.ts': 'casework' });
  });

  test.each([[CAPTURE, CASEWORK], [CASEWORK, CAPTURE]])('and, where several ask, in the one that everybody has', (one, other) => {
    expect(placed({ 'index.html': `later:${one} ${other}`, [one]: 'form.ts', [other]: 'form.ts', 'form.ts': 'field.ts' }))
      .toMatchObject({ 'form.ts': 'opened', 'field.ts': 'opened' });
  });

  test('lies there as well where no line of the table names it', () => {
    expect(placed({ 'index.html': 'later:src/app/areas/home.ts', 'src/app/areas/home.ts': `today.ts later:${CAPTURE}`, [CAPTURE]: 'pad.ts today.ts' }))
      .toMatchObject({ 'src/app/areas/home.ts': 'opened', 'today.ts': 'opened', 'pad.ts': 'capture' });
  });

  test('stays apart where it must, whoever else asks for it', () => {
    const beginnings = 'src/app/beginnings.ts';
    expect(placed({ 'index.html': `later:${CAPTURE} ${beginnings}`, [CAPTURE]: 'forms.ts', [beginnings]: 'forms.ts' }))
      .toMatchObject({ 'forms.ts': 'catalogue', [CAPTURE]: 'capture' });
  });
});
