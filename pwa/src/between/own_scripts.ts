/**
 * Which scripts a page may start: those at its own address. The content policy asks for it ("trusted types"): no text becomes
 * markup or a script, and an address becomes a worker only by the one rule that stands here.
 *
 *     allowOwnScripts();
 *     new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' });
 */

/** As browsers have it that know of it (not in TypeScript's own types); the others keep to the rest of the policy. */
interface TrustedTypes {
  readonly defaultPolicy: unknown;
  readonly createPolicy: (name: 'default', rules: { readonly createScriptURL: (address: string) => string }) => unknown;
}

/** Where the page is. */
interface Address {
  readonly href: string;
  readonly origin: string;
}

/** To be called before a worker is made or the service worker registered; again is no matter. */
export function allowOwnScripts(page: { readonly trustedTypes?: TrustedTypes; readonly location?: Address } = globalThis): void {
  const { trustedTypes, location } = page;
  if (trustedTypes === undefined || location === undefined || trustedTypes.defaultPolicy !== null) return;
  trustedTypes.createPolicy('default', { createScriptURL: (address) => ownAddress(address, location) });
}

/** The address, if it is one of the page's own server. Throws `TypeError` for every other. */
export function ownAddress(address: string, { href, origin }: Address): string {
  if (new URL(address, href).origin !== origin) throw new TypeError('a script from elsewhere');
  return address;
}
