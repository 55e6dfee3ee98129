/**
 * Reminders and alarms on this device: the browser is asked for leave only after a touch, and what it gives goes to the server.
 *
 *     push.value                 'on' | 'off' | 'blocked' | 'unsupported' | 'no_server' | null where it is not known yet
 *     await switchPush(true)
 */
import { signal } from '@preact/signals';

import { theEngine } from './shared.ts';
import { notificationsOf, subscribe, unsubscribe } from '../store/notifications.ts';

/** `blocked`: refused in the browser's own settings. `no_server`: this school's server sends none. */
export type PushState = 'on' | 'off' | 'blocked' | 'unsupported' | 'no_server';

export const push = signal<PushState | null>(null);

/** Looks how it stands. What the browser has and the server has lost is said to the server again. Throws what asking throws. */
export async function lookAtPush(): Promise<void> {
  push.value = await standing();
}

async function standing(): Promise<PushState> {
  if (!('Notification' in window) || !('PushManager' in window) || !('serviceWorker' in navigator)) return 'unsupported';
  if (Notification.permission === 'denied') return 'blocked';
  const [found, registration] = await Promise.all([theEngine().online(notificationsOf), navigator.serviceWorker.getRegistration()]);
  if (found.key === null) return 'no_server';
  const subscription = (await registration?.pushManager.getSubscription()) ?? null;
  return subscription !== null && found.subscribed ? 'on' : 'off';
}

/** Switch it on or off on this device. Throws what the browser or the server does not do. */
export async function switchPush(on: boolean): Promise<void> {
  // Before anything that waits: browsers ask for leave only right after a touch.
  if (on && (await Notification.requestPermission()) !== 'granted') {
    push.value = Notification.permission === 'denied' ? 'blocked' : 'off';
    return;
  }
  await (on ? switchOn() : switchOff());
  await lookAtPush();
}

async function switchOn(): Promise<void> {
  const { key } = await theEngine().online(notificationsOf);
  if (key === null) return;
  const { pushManager } = await navigator.serviceWorker.ready;
  // A subscription for another server's key gives nothing any more.
  await (await pushManager.getSubscription())?.unsubscribe();
  const made = await pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: key });
  await theEngine().online((line) => subscribe(line, made.toJSON()));
}

async function switchOff(): Promise<void> {
  await theEngine().online(unsubscribe);
  const registration = await navigator.serviceWorker.getRegistration();
  await (await registration?.pushManager.getSubscription())?.unsubscribe();
}
