import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { trustedScript } from '../../../site/widget/element/trusted-script.ts';

/** As a page has them whose policy names no duplicates: the second policy of a name is refused. */
let made: string[];
beforeEach(() => {
  made = [];
  vi.stubGlobal('trustedTypes', {
    createPolicy: (name: string, rules: { createScriptURL(asked: string): string }) => {
      if (made.includes(name)) throw new TypeError(`policy ${name} exists`);
      made.push(name);
      return { createScriptURL: (asked: string) => `trusted ${rules.createScriptURL(asked)}` };
    },
  });
});
afterEach(() => vi.unstubAllGlobals());

test('trustedScript: two addresses by one policy, one of them twice → each its own, the policy made once', () => {
  const asked = ['/a.js', '/b.js', '/a.js'];
  expect(asked.map(address => trustedScript('two', address))).toEqual(asked.map(address => `trusted ${address}`));
  expect(made).toEqual(['two']);
});

test('trustedScript: a browser without such policies → the address as it is', () => {
  vi.stubGlobal('trustedTypes', undefined);
  expect(trustedScript('none', '/a.js')).toBe('/a.js');
});
