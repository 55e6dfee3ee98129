/**
 * Reading aloud without a network: only a voice that lives on the device is used, for what a child reads is nobody
 * else's business. Without one, reading is not offered.
 */

/** What is needed of `window.speechSynthesis`. */
export type Voices = Pick<SpeechSynthesis, 'getVoices'>;

/** The best voice of the device's own: of this country first, then any that speaks English; null where there is none. */
export function localVoice(voices: Voices): SpeechSynthesisVoice | null {
  const own = voices.getVoices().filter(({ localService, lang }) => localService && /^en([-_]|$)/i.test(lang));
  return own.find(({ lang }) => /^en[-_]GB/i.test(lang)) ?? own[0] ?? null;
}

/** What is read for a statement: the statement, its help, and which question is open. */
export function spoken(statement: string, help: string, wishOpen: boolean): string {
  const question = wishOpen ? 'Where would I like to be?' : 'Where am I now?';
  return [statement, help, question]
    .filter((part) => part !== '')
    .map((part) => (/[.?!]$/.test(part) ? part : `${part}.`))
    .join(' ');
}
