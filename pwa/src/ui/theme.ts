/**
 * Light or dark, and how large the words are. "System" follows the tablet. The choice is kept on this tablet alone:
 * it belongs to eyes and to a room, not to a school. It says nothing about anybody and is kept in clear.
 */
import { effect, signal } from '@preact/signals';

export type Theme = 'system' | 'light' | 'dark';
export type TextSize = 'usual' | 'large' | 'larger';

export const THEMES: readonly { readonly value: Theme; readonly label: string }[] = [
  { value: 'system', label: 'As the tablet' },
  { value: 'light', label: 'Light' },
  { value: 'dark', label: 'Dark' },
];

export const TEXT_SIZES: readonly { readonly value: TextSize; readonly label: string }[] = [
  { value: 'usual', label: 'Usual' },
  { value: 'large', label: 'Large' },
  { value: 'larger', label: 'Larger' },
];

export const theme = signal<Theme>('system');
export const textSize = signal<TextSize>('usual');

const KEPT_AS = 'look';

/** Reads the choice and keeps the document to it from now on; ends with the function that is returned. */
export function followTheme(root: HTMLElement, storage: Pick<Storage, 'getItem' | 'setItem'>): () => void {
  const [keptTheme, keptSize] = (storage.getItem(KEPT_AS) ?? '').split(' ');
  theme.value = THEMES.find((one) => one.value === keptTheme)?.value ?? 'system';
  textSize.value = TEXT_SIZES.find((one) => one.value === keptSize)?.value ?? 'usual';
  return effect(() => {
    mark(root, 'theme', theme.value === 'system' ? null : theme.value);
    mark(root, 'text', textSize.value === 'usual' ? null : textSize.value);
    storage.setItem(KEPT_AS, `${theme.value} ${textSize.value}`);
  });
}

function mark(root: HTMLElement, name: string, value: string | null): void {
  if (value === null) root.removeAttribute(`data-${name}`);
  else root.setAttribute(`data-${name}`, value);
}
