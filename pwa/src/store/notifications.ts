/**
 * Where this device takes pushes, as the server has it.
 *
 *     const { key, subscribed } = await notificationsOf(line);
 *     await subscribe(line, subscription.toJSON());
 *
 * Every function throws `ServerRefused` and `Unreachable`.
 */
import { type Bytes, Malformed, unb64u } from '../sync/encoding.ts';
import { type Line, requestJson, whole } from './api.ts';

const PUSH_KEY_SIZE = 65;

/** The key to subscribe with, null where the server sends no pushes; and whether this device has subscribed. */
export interface Notifications {
  readonly key: Bytes | null;
  readonly subscribed: boolean;
}

export async function notificationsOf(line: Line): Promise<Notifications> {
  const { key, subscribed } = await requestJson(line, 'GET', '/notifications');
  return whole(() => {
    if (typeof subscribed !== 'boolean') throw new Malformed('not true or false');
    return { key: key === null ? null : unb64u(key, PUSH_KEY_SIZE), subscribed };
  });
}

/** Take pushes there from now on: a browser's push subscription, as it says it. */
export async function subscribe(line: Line, { endpoint, keys }: PushSubscriptionJSON): Promise<void> {
  await requestJson(line, 'PUT', '/notifications', { endpoint, p256dh: keys?.['p256dh'], auth: keys?.['auth'] });
}

/** Take no more pushes on this device. */
export async function unsubscribe(line: Line): Promise<void> {
  await requestJson(line, 'DELETE', '/notifications');
}
