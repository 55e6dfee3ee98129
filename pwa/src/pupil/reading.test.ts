import { expect, test } from 'vitest';
import { localVoice, spoken } from './reading';

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

test('the statement is read, then the question that is open', () => {
  expect(spoken('Giving up easily', '10 is still the best.', false)).toBe('Giving up easily. 10 is still the best. Where am I now?');
});
