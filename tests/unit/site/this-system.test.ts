import { expect, test } from 'vitest';
import { systemsOf } from '../../../site/browser/this-system.ts';

const FIREFOX = (system: string) => `Mozilla/5.0 (${system}; rv:150.0) Gecko/20100101 Firefox/150.0`;
const CHROME = (system: string) =>
  `Mozilla/5.0 (${system}) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0.0.0 Safari/537.36`;

test.each<[userAgent: string, systems: readonly string[]]>([
  [FIREFOX('Windows NT 10.0; Win64; x64'), ['windows']],
  [CHROME('Windows NT 10.0; Win64; x64'), ['windows']],
  [FIREFOX('Macintosh; Intel Mac OS X 10.15'), ['macos']],
  [FIREFOX('X11; Linux x86_64'), ['debian', 'fedora']],
  [FIREFOX('X11; Ubuntu; Linux x86_64'), ['debian', 'fedora']],
  [FIREFOX('X11; Fedora; Linux x86_64'), ['fedora', 'debian']],
  [CHROME('Linux; Android 10; K'), []],
  ['Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 Version/18.0 Safari/604.1', []],
  [CHROME('X11; CrOS x86_64 14541.0.0'), []],
  ['', []],
])('this system: %s → %j', (userAgent, systems) => {
  expect(systemsOf({ userAgent })).toEqual(systems);
});

test.each<[platform: string, systems: readonly string[]]>([
  ['Windows', ['windows']],
  ['macOS', ['macos']],
  ['Linux', ['debian', 'fedora']],
  ['Android', []],
  ['Chrome OS', []],
])('this system: what Chromium calls %s → %j, whatever its name says', (platform, systems) => {
  const userAgentData = { platform, getHighEntropyValues: async () => ({}) };
  expect(systemsOf({ userAgent: 'Mozilla/5.0', userAgentData })).toEqual(systems);
});
