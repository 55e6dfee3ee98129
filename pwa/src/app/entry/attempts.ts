/**
 * The forms before the app, each a model to show and what can be done with it. What was typed stays when an attempt fails;
 * a password is forgotten when it succeeds.
 */
import { type ReadonlySignal, signal } from '@preact/signals';

import type {
  Asking, JoinActions, JoinModel, SignInActions, SignInModel, UnlockActions, UnlockModel,
} from '../../screens/account/model.ts';
import type { NewPasswordActions, NewPasswordModel } from '../../screens/account/NewPasswordView.tsx';
import { invitedWords } from '../../casework/staff/roles.ts';
import { behindHash, type Door, expectNewPassword, isInvitation, type Known, type LetIn, missing, newPasswordFault, passwordFault, readLetIn } from './door.ts';
import { enteringSaid, isWrongPassword, WRONG_PASSWORD } from './told.ts';

/** A form: what it shows, and what is done in it. */
export interface Form<Model, Actions> {
  readonly model: ReadonlySignal<Model>;
  readonly actions: Actions;
}

/** Try `attempt` once at a time: busy while it goes on, the reason in words when it fails. */
export function trying<Model extends Asking>(
  model: { value: Model }, busy: string, attempt: () => Promise<void>, after: (model: Model) => Model,
): void {
  if (model.value.busy !== null) return;
  model.value = { ...model.value, busy, error: null };
  attempt().then(
    () => {
      model.value = after({ ...model.value, busy: null });
    },
    (error: unknown) => {
      model.value = { ...model.value, busy: null, error: enteringSaid(error) };
    },
  );
}

// Opening a locked tablet ----------------------------------------------------------------------------------

/** What makes whoever guesses wait: milliseconds until the next try, and what came of one. */
export interface Slowing {
  readonly wait: () => number;
  readonly wrong: () => void;
  readonly right: () => void;
}

/** Opening a locked tablet. */
export function unlocking(
  door: Pick<Door, 'unlock' | 'unlockByTouch'>, known: Known, slowing: Slowing, somebodyElse: () => void,
): Form<UnlockModel, UnlockActions> {
  const model = signal<UnlockModel>({
    displacedBy: null, name: known.handle, handle: known.handle, password: null, passkey: known.passkey, hasUnsent: known.notSent > 0,
    noRoom: known.noRoom, busy: null, error: null,
  });
  const forget = (found: UnlockModel): UnlockModel => ({ ...found, password: null });
  const open = async (): Promise<void> => {
    try {
      await door.unlock(known.name, model.value.password ?? '');
      slowing.right();
    } catch (error) {
      if (isWrongPassword(error)) {
        slowing.wrong();
        holdBack(model, slowing);
      }
      throw error;
    }
  };
  return {
    model,
    actions: {
      password: (password) => {
        model.value = { ...model.value, password };
      },
      open: () => {
        if (model.value.busy !== null) return;
        // A short one cannot be it, and is not worth the work.
        if (passwordFault(model.value.password) !== null) model.value = { ...model.value, error: WRONG_PASSWORD };
        else if (slowing.wait() > 0) holdBack(model, slowing);
        else trying(model, 'Opening …', open, forget);
      },
      touch: () => {
        trying(model, 'Opening …', () => door.unlockByTouch(known.name), forget);
      },
      somebodyElse,
    },
  };
}

const A_SECOND = 1000;

/** Say how long it takes until the next try, second by second; what was typed stays. */
function holdBack(model: { value: UnlockModel }, slowing: Slowing): void {
  const show = (): void => {
    const seconds = Math.ceil(slowing.wait() / A_SECOND);
    model.value = { ...model.value, busy: seconds > 0 ? `Wait ${seconds} seconds …` : null };
    if (seconds > 0) setTimeout(show, A_SECOND);
  };
  // After the attempt that failed has said so.
  queueMicrotask(() => {
    if (slowing.wait() > 0) setTimeout(show, 0);
  });
}

/** The new password, where it was changed on another device; `signIn` takes it. */
export function newPassword(signIn: (password: string) => Promise<void>): Form<NewPasswordModel, NewPasswordActions> {
  const model = signal<NewPasswordModel>({ password: null, busy: null, error: null });
  return {
    model,
    actions: {
      password: (password) => {
        model.value = { ...model.value, password };
      },
      goOn: () => {
        trying(model, 'Signing in …', () => signIn(model.value.password ?? ''), (done) => ({ ...done, password: null }));
      },
    },
  };
}

// A new device ---------------------------------------------------------------------------------------------

/** Coming in on this device for the first time, by what another device or an administrator shows. */
export function lettingIn(door: Pick<Door, 'letIn'>, brought: string | null): Form<SignInModel, SignInActions> {
  const letIn = (text: string | null): LetIn | null => readLetIn(text ?? '');
  const model = signal<SignInModel>({
    handle: letIn(brought)?.handle ?? null, password: null, link: brought, busy: null,
    error: brought === null || letIn(brought) !== null ? null : NOT_WHOLE,
  });
  return {
    model,
    actions: {
      change: (field, words) => {
        model.value = { ...model.value, [field]: words };
      },
      signIn: () => {
        const found = letIn(model.value.link);
        if (found === null) model.value = { ...model.value, error: NOT_WHOLE };
        else if (model.value.handle === null) model.value = { ...model.value, handle: found.handle, error: null };
        else if (passwordFault(model.value.password) !== null) model.value = { ...model.value, error: WRONG_PASSWORD };
        else trying(model, 'Signing in …', () => door.letIn(found, model.value.password ?? ''), (done) => ({ ...done, password: null }));
      },
    },
  };
}

const NOT_WHOLE = 'The link is not whole. Copy all of it on the other device and paste it here, or scan the picture again.';

// Joining --------------------------------------------------------------------------------------------------

/** Joining with an invitation: it is looked at first, so that a used one is told before anybody types. */
export function joining(
  door: Pick<Door, 'join' | 'look'>, brought: string | null, handleOf: (member: string) => string | null,
): Form<JoinModel, JoinActions> {
  expectNewPassword();
  const model = signal<JoinModel>({
    invited: null, renews: false, code: brought, name: null, handle: null, password: null, errors: {}, busy: null, error: null,
  });
  const look = async (text: string): Promise<void> => {
    const { roles, renews } = await door.look(text);
    const handle = renews === null ? model.value.handle : handleOf(renews);
    model.value = { ...model.value, invited: invitedWords(roles, renews !== null), renews: renews !== null, handle };
  };
  const read = (): void => {
    const text = behindHash(model.value.code ?? '');
    const errors: JoinModel['errors'] = isInvitation(text) ? {} : { code: 'The invitation is not whole. Copy all of the link and paste it here.' };
    model.value = { ...model.value, errors };
    if (errors.code === undefined) trying(model, 'Looking at it …', () => look(text), (done) => done);
  };
  const join = (): void => {
    const { code, name, handle, password, renews } = model.value;
    const errors = { ...(renews ? {} : missing({ name })), ...missing({ handle }), ...withPassword(password, name, handle) };
    model.value = { ...model.value, errors };
    if (Object.keys(errors).length > 0) return;
    const who = { name: renews ? null : name, handle: handle ?? '', password: password ?? '' };
    trying(model, 'Joining …', () => door.join(behindHash(code ?? ''), who), (done) => ({ ...done, password: null }));
  };
  if (brought !== null) read();
  return {
    model,
    actions: {
      change: (field, words) => {
        model.value = { ...model.value, [field]: words };
      },
      join: () => {
        if (model.value.invited === null) read();
        else join();
      },
    },
  };
}

/** What is wrong with a new password, under its name; `own` as `newPasswordFault` has it. */
export function withPassword(password: string | null, ...own: readonly (string | null)[]): { readonly password?: string } {
  const fault = newPasswordFault(password, own);
  return fault === null ? {} : { password: fault };
}
