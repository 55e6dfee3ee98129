import { signal } from '@preact/signals';
import { expect, test, vi } from 'vitest';

import { lookWhenTooOld } from './update.ts';

test('a tablet that the server finds too old looks for the newer version at once, and once for each time that it hears it', () => {
  const trouble = signal<string | null>(null);
  const look = vi.fn(() => Promise.resolve());
  lookWhenTooOld(trouble, { look });
  trouble.value = 'unreachable';
  expect(look).not.toHaveBeenCalled();
  trouble.value = 'upgrade_client';
  trouble.value = 'upgrade_client';
  expect(look).toHaveBeenCalledTimes(1);
  trouble.value = null;
  trouble.value = 'upgrade_client';
  expect(look).toHaveBeenCalledTimes(2);
});

test('it looks too where it was too old before anybody listened', () => {
  const look = vi.fn(() => Promise.resolve());
  lookWhenTooOld(signal('upgrade_client'), { look });
  expect(look).toHaveBeenCalledTimes(1);
});
