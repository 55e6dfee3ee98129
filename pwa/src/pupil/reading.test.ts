import { expect, test } from 'vitest';
import { localVoice } from './reading';

const voice = (name: string, lang: string, localService: boolean) => ({ name, lang, localService }) as SpeechSynthesisVoice;
const having = (...voices: SpeechSynthesisVoice[]) => localVoice({ getVoices: () => voices })?.name;

test('only a voice that lives on the device may read', () => {
  expect(having(voice('far', 'en-GB', false))).toBeUndefined();
  expect(having(voice('far', 'en-GB', false), voice('near', 'en-US', true))).toBe('near');
});

test('a voice of this country comes first', () => {
  expect(having(voice('us', 'en-US', true), voice('gb', 'en_GB', true))).toBe('gb');
  expect(having(voice('fr', 'fr-FR', true))).toBeUndefined();
});
