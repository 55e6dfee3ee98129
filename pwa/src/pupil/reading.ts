/**
 * Reading aloud without a network: only a voice that lives on the device is used, for what a child reads is nobody
 * else's business. Without one, reading is not offered.
 *
 * The page is read piece by piece, and the piece being read is marked.
 */

/** What is needed of `window.speechSynthesis`. */
export type Voices = Pick<SpeechSynthesis, 'getVoices'>;
export type Speaker = Pick<SpeechSynthesis, 'getVoices' | 'speak' | 'cancel'>;

/** The best voice of the device's own: of this country first, then any that speaks English; null where there is none. */
export function localVoice(voices: Voices): SpeechSynthesisVoice | null {
  const own = voices.getVoices().filter(({ localService, lang }) => localService && /^en([-_]|$)/i.test(lang));
  return own.find(({ lang }) => /^en[-_]GB/i.test(lang)) ?? own[0] ?? null;
}

const PIECES = 'h1, h2, p, li, label.pupil-help';

/** The pieces of a page that are read, in their order; of several questions only the one that was opened last. */
export function pieces(page: ParentNode): Element[] {
  const found = [...page.querySelectorAll(PIECES)].filter(
    (piece) => piece.closest('[aria-hidden="true"]') === null && piece.textContent.trim() !== '',
  );
  const question = found.findLast(({ tagName }) => tagName === 'H2');
  return found.filter((piece) => piece.tagName !== 'H2' || piece === question);
}

const MARK = 'data-reading';

/**
 * Reads the pieces one after the other, marking each while it is read. `ended` is called after the last one, not where it
 * was stopped. What is returned stops it.
 */
export function readAloud(speaker: Speaker, voice: SpeechSynthesisVoice, all: readonly Element[], ended: () => void): () => void {
  let stopped = false;
  const next = (place: number): void => {
    const piece = all[place];
    if (piece === undefined) {
      ended();
      return;
    }
    const words = new SpeechSynthesisUtterance(piece.textContent);
    words.voice = voice;
    words.lang = voice.lang;
    words.rate = 0.9;
    words.onstart = () => {
      piece.setAttribute(MARK, '');
    };
    words.onend = words.onerror = () => {
      piece.removeAttribute(MARK);
      if (!stopped) next(place + 1);
    };
    speaker.speak(words);
  };
  next(0);
  return () => {
    stopped = true;
    speaker.cancel();
    for (const piece of all) piece.removeAttribute(MARK);
  };
}
