/** Setting a school up, and coming back into it by the root sheet: the forms of those who hold the two printed sheets. */
import { signal } from '@preact/signals';

import type { RootActions, RootModel, SetUpActions, SetUpModel } from '../../screens/account/model.ts';
import { type Form, trying, withPassword } from './attempts.ts';
import { type Door, expectNewPassword, type Founding, missing } from './door.ts';

/** Where the founding goes on: with the two sheets, the code and the school's name. */
export type Prepared = (founding: Founding, school: string, setUpCode: string) => void;

/** Setting up a school; `prepared` gets the two sheets, and the step that founds it. */
export function settingUp(
  door: Pick<Door, 'setUp'>, given: { readonly token: string | null; readonly school: string | null }, prepared: Prepared,
): Form<SetUpModel, SetUpActions> {
  expectNewPassword();
  const model = signal<SetUpModel>({
    school: given.school, name: null, handle: null, password: null, setUpCode: given.token, errors: {}, busy: null, error: null,
  });
  const goOn = (): void => {
    const { school, name, handle, password, setUpCode } = model.value;
    const errors = { ...missing({ school, name, handle, setUpCode }), ...withPassword(password, school, name, handle) };
    model.value = { ...model.value, errors };
    if (Object.keys(errors).length > 0) return;
    const who = { name: name ?? '', handle: handle ?? '', password: password ?? '' };
    const attempt = async (): Promise<void> => {
      prepared(await door.setUp(school ?? '', who), school ?? '', (setUpCode ?? '').trim());
    };
    trying(model, 'Making keys …', attempt, (done) => ({ ...done, password: null }));
  };
  return {
    model,
    actions: {
      change: (field, words) => {
        model.value = { ...model.value, [field]: words };
      },
      goOn,
    },
  };
}

/** Becoming administrator by the root sheet. */
export function byRoot(door: Pick<Door, 'byRoot'>): Form<RootModel, RootActions> {
  expectNewPassword();
  const model = signal<RootModel>({ words: null, name: null, handle: null, password: null, errors: {}, busy: null, error: null });
  const goOn = (): void => {
    const { words, name, handle, password } = model.value;
    const errors = { ...missing({ words, name, handle }), ...withPassword(password, name, handle) };
    model.value = { ...model.value, errors };
    if (Object.keys(errors).length > 0) return;
    const who = { name: name ?? '', handle: handle ?? '', password: password ?? '' };
    trying(model, 'Signing …', () => door.byRoot(words ?? '', who), (done) => ({ ...done, password: null, words: null }));
  };
  return {
    model,
    actions: {
      change: (field, words) => {
        model.value = { ...model.value, [field]: words };
      },
      goOn,
    },
  };
}
