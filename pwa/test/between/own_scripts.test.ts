/** Only scripts of the page's own server are started, whatever an address looks like. */
import { expect, test } from 'vitest';

import { allowOwnScripts, ownAddress } from '../../src/between/own_scripts.ts';

const HERE = { href: 'https://beside.example/case/abc', origin: 'https://beside.example' };

test.each(['/sw.js', 'https://beside.example/assets/argon-Xy.js', 'assets/main.js'])('%s is our own', (address) => {
  expect(ownAddress(address, HERE)).toBe(address);
});

test.each([
  'https://elsewhere.example/assets/argon.js', '//elsewhere.example/x.js', 'http://beside.example/sw.js',
  'data:text/javascript,alert(1)', 'blob:null/4f', 'javascript:alert(1)', 'https://beside.example.elsewhere.example/x.js',
])('%s is not', (address) => {
  expect(() => ownAddress(address, HERE)).toThrow(TypeError);
});

test('the rule is made once, and where browsers know of none nothing happens', () => {
  const made: string[] = [];
  const trustedTypes = {
    defaultPolicy: null as unknown,
    createPolicy: (name: string) => { made.push(name); trustedTypes.defaultPolicy = name; },
  };
  allowOwnScripts({ trustedTypes, location: HERE });
  allowOwnScripts({ trustedTypes, location: HERE });
  allowOwnScripts({});
  expect(made).toEqual(['default']);
});
