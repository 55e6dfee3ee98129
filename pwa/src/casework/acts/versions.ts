/**
 * Settling what two people wrote in the same place, and what one deleted while another changed it. Only the versions that the
 * person saw are replaced: a third that arrives meanwhile stands beside what they chose.
 */
import type { Standing } from '../../sync/merge';
import { DELETED, type RecordView } from '../../sync/records';
import { sourceAt } from '../../ui/form/reading';
import { fieldAt, type Leaf } from '../forms';
import { fieldIn, formOf, leavesOf } from '../standing';
import { canKeepBoth, versionId } from '../versions';
import { seenNow } from './edit';
import type { Save, Values } from './save';

/**
 * Keep one version; at the path of deletion the choice is whether the record "stays" or "goes". With a narrative goes how its
 * writer knew it. Null where that version stands no more.
 */
export function keepVersion(vault: string, view: RecordView, path: string, version: string): Save | null {
  if (path === DELETED) return version === 'stays' ? keepRecord(vault, view) : deleteRecord(vault, view);
  const field = fieldIn(view, path);
  const chosen = field?.versions.find((one) => versionId(one) === version);
  if (chosen === undefined) return null;
  const values: Values = { [path]: chosen.value, ...sourcesOf(view, path, chosen) };
  return { vault, record: view.id, values, seen: seenNow(view, values) };
}

/** Keep all versions of a narrative, one under the other, the oldest first, each with how its writer knew it. */
export function keepAll(vault: string, view: RecordView, path: string): Save | null {
  const form = formOf(view);
  const declared = form && fieldAt(form, path);
  const versions = fieldIn(view, path)?.versions ?? [];
  if (declared === undefined || !canKeepBoth(declared, versions)) return null;
  const values: Values = { [path]: joined(view, path), ...(differ(view, path) ? withoutSource(view, path) : {}) };
  return { vault, record: view.id, values, seen: seenNow(view, values) };
}

/** All versions of a narrative as one text; what stands where there is but one. */
export function joined(view: RecordView, path: string): Leaf {
  const versions = fieldIn(view, path)?.versions ?? [];
  if (versions.length < 2) return versions[0]?.value ?? null;
  const marked = differ(view, path);
  const texts = versions.flatMap((one) => (typeof one.value === 'string' && one.value !== '' ? [marked ? withSource(view, path, one) : one.value] : []));
  return [...new Set(texts)].join('\n\n');
}

/** Whether those who wrote the versions knew it in different ways. */
function differ(view: RecordView, path: string): boolean {
  return ['_source', '_told_by'].some((ending) => (fieldIn(view, path + ending)?.versions.length ?? 0) > 1);
}

/** "He was calm. (told by Gran)" */
function withSource(view: RecordView, path: string, version: Standing): string {
  const own = new Map([...leavesOf(view), ...Object.entries(sourcesOf(view, path, version))]);
  const source = sourceAt(own, path);
  return source === null ? String(version.value) : `${String(version.value)} (${source})`;
}

function withoutSource(view: RecordView, path: string): Values {
  const known = ['_source', '_told_by'].filter((ending) => fieldIn(view, path + ending) !== undefined);
  return Object.fromEntries(known.map((ending) => [path + ending, null]));
}

/** How the writer of a version knew it, where that is in doubt: what the same device said. */
function sourcesOf(view: RecordView, path: string, { dot: [device] }: Standing): Values {
  const found = ['_source', '_told_by'].flatMap((ending): [string, Leaf][] => {
    const versions = fieldIn(view, path + ending)?.versions ?? [];
    if (versions.length < 2) return [];
    const own = versions.findLast(({ dot }) => dot[0] === device);
    return [[path + ending, own?.value ?? null]];
  });
  return Object.fromEntries(found);
}

/** Delete a record that is here by mistake. Who changed it meanwhile is shown beside, and it is asked again. */
export function deleteRecord(vault: string, view: RecordView): Save {
  return { vault, record: view.id, values: {}, whole: 'delete' };
}

/** Keep a record that one deleted and another changed meanwhile. */
export function keepRecord(vault: string, view: RecordView): Save {
  return { vault, record: view.id, values: {}, whole: 'restore' };
}
