/**
 * The forms before the app, each a model to show and what can be done with it. What was typed stays when an attempt fails;
 * a password is forgotten when it succeeds.
 */
import { type ReadonlySignal, signal } from '@preact/signals';

import type {
  JoinActions, JoinModel, SetUpActions, SetUpField, SetUpModel, SignInActions, SignInModel, UnlockActions, UnlockModel,
} from '../../screens/account/model.ts';
import { behindHash, type Door, type Founding, type Known, type LetIn, passwordFault, readLetIn, saidOf } from './door.ts';

/** A form: what it shows, and what is done in it. */
export interface Form<Model, Actions> {
  readonly model: ReadonlySignal<Model>;
  readonly actions: Actions;
}

interface Asking {
  readonly busy: string | null;
  readonly error: string | null;
}

/** Try `attempt` once at a time: busy while it goes on, the reason in words when it fails. */
function trying<Model extends Asking>(
  model: { value: Model }, busy: string, attempt: () => Promise<void>, after: (model: Model) => Model,
): void {
  if (model.value.busy !== null) return;
  model.value = { ...model.value, busy, error: null };
  attempt().then(
    () => {
      model.value = after({ ...model.value, busy: null });
    },
    (error: unknown) => {
      model.value = { ...model.value, busy: null, error: saidOf(error) };
    },
  );
}

/** Opening a locked tablet. */
export function unlocking(
  door: Door, known: Known, school: string, somebodyElse: () => void,
): Form<UnlockModel, UnlockActions> {
  const model = signal<UnlockModel>({
    name: known.handle, school, handle: known.handle, password: null, passkey: known.passkey, notSent: known.notSent,
    busy: null, error: null,
  });
  const forget = (found: UnlockModel): UnlockModel => ({ ...found, password: null });
  return {
    model,
    actions: {
      password: (password) => {
        model.value = { ...model.value, password };
      },
      open: () => {
        trying(model, 'Opening …', () => door.unlock(known.name, model.value.password ?? ''), forget);
      },
      touch: () => {
        trying(model, 'Opening …', () => door.unlockByTouch(known.name), forget);
      },
      somebodyElse,
    },
  };
}

/** Coming in on this device for the first time, by what another device or an administrator shows. */
export function lettingIn(door: Door, school: string, shown: LetIn | null): Form<SignInModel, SignInActions> {
  const model = signal<SignInModel>({
    school, handle: shown?.handle ?? null, password: null, wantsCode: true,
    code: shown?.text ?? null, busy: null, error: null,
  });
  const letIn = (): LetIn | null => readLetIn(model.value.code ?? '');
  return {
    model,
    actions: {
      change: (field, words) => {
        model.value = { ...model.value, [field]: words };
      },
      signIn: () => {
        const found = letIn();
        if (found === null) {
          model.value = {
            ...model.value,
            error: 'The code is not whole. Paste all of it, or scan the picture beside it with this device’s camera.',
          };
          return;
        }
        trying(model, 'Signing in …', () => door.letIn(found, model.value.password ?? ''), (done) => ({ ...done, password: null }));
      },
    },
  };
}

/** Joining with an invitation. */
export function joining(door: Door, school: string, invitation: string | null): Form<JoinModel, JoinActions> {
  const model = signal<JoinModel>({
    school: invitation === null ? null : school, invited: null, code: invitation, name: null, handle: null, password: null,
    errors: {}, busy: null, error: null,
  });
  const join = (): void => {
    const { code, name, handle, password } = model.value;
    if (model.value.school === null) {
      const isWhole = behindHash(code ?? '').split('.').length === 4;
      model.value = isWhole
        ? { ...model.value, school, errors: {} }
        : { ...model.value, errors: { code: 'The invitation is not whole. Paste all of the link, or all of the code.' } };
      return;
    }
    const errors = missing({ name, handle }, password);
    model.value = { ...model.value, errors };
    if (Object.keys(errors).length > 0) return;
    const who = { name: name ?? '', handle: handle ?? '', password: password ?? '' };
    trying(model, 'Joining …', () => door.join(behindHash(code ?? ''), who), (done) => ({ ...done, password: null }));
  };
  return {
    model,
    actions: {
      change: (field, words) => {
        model.value = { ...model.value, [field]: words };
      },
      join,
    },
  };
}

/** Setting up a school; `prepared` gets the two sheets, and the step that founds it. */
export function settingUp(
  door: Door, token: string | null, prepared: (founding: Founding, school: string) => void,
): Form<SetUpModel, SetUpActions> {
  const model = signal<SetUpModel>({
    school: null, name: null, handle: null, password: null, setUpCode: token, errors: {}, busy: null, error: null,
  });
  const goOn = (): void => {
    const { school, name, handle, password, setUpCode } = model.value;
    const errors = missing({ school, name, handle, setUpCode }, password);
    model.value = { ...model.value, errors };
    if (Object.keys(errors).length > 0) return;
    const who = { name: name ?? '', handle: handle ?? '', password: password ?? '' };
    const attempt = async (): Promise<void> => {
      prepared(await door.setUp((setUpCode ?? '').trim(), school ?? '', who), school ?? '');
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

const MISSING: Readonly<Record<SetUpField, string>> = {
  school: 'Write the name of the school.',
  name: 'Write your name, as colleagues and pupils say it.',
  handle: 'Choose a sign-in name.',
  password: '',
  setUpCode: 'Type the code that the server printed.',
};

function missing<Field extends SetUpField>(
  words: Readonly<Record<Field, string | null>>, password: string | null,
): Partial<Record<Field | 'password', string>> {
  const errors: Partial<Record<Field | 'password', string>> = {};
  for (const field of Object.keys(words) as Field[]) {
    if ((words[field] ?? '').trim() === '') errors[field] = MISSING[field];
  }
  const fault = passwordFault(password);
  if (fault !== null) errors.password = fault;
  return errors;
}
