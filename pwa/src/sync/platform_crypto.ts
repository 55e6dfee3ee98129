/** What @hpke asks of Node's `crypto` where Node is old: in a browser the platform has it, and the build puts this there. */
export const webcrypto = globalThis.crypto;
