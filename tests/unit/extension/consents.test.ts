import { beforeEach, expect, test } from 'vitest';
import { fake } from './fake-browser.ts';

const { isCovered, loadConsents, mayStand, rememberConsent, revokeConsent } = await import(
  '../../../extension/settings/consents.ts'
);
beforeEach(() => fake.reset());

const consent = { origin: 'https://guide.example', since: 1, always: ['office-pc'] };
const once = { origin: 'https://guide.example', since: 1 };

test.each<[name: string, covered: boolean, said: typeof once | undefined, host: string, port: number]>([
  ['the host that was named', true, consent, 'office-pc', 3389],
  ['its gateway port', true, consent, 'office-pc', 443],
  ['a host that the person checked', true, consent, 'pc-of-mine', 3389],
  ['any other host', false, consent, 'pc2', 3389],
  ['any other port', false, consent, 'office-pc', 3390],
  ['the port of SSH', false, consent, 'pc-of-mine', 22],
  ['this device, although it was checked', false, consent, '127.0.0.1', 3389],
  ['a host where each check was agreed to once', false, once, 'pc-of-mine', 3389],
  ['a page that nobody agreed to', false, undefined, 'pc-of-mine', 3389],
])('consent: %s → covered: %s', (_, covered, said, host, port) => {
  expect(isCovered(said, { host, port }, ['pc-of-mine', '127.0.0.1'])).toBe(covered);
});

test('consent: a reserved host or another port → always is not offered', () => {
  expect(mayStand({ host: 'office-pc', port: 3389 })).toBe(true);
  expect(mayStand({ host: '169.254.169.254', port: 443 })).toBe(false);
  expect(mayStand({ host: 'office-pc', port: 22 })).toBe(false);
});

test('consents: an answer to one check → no standing one; always → one for that host, until it is revoked', async () => {
  await rememberConsent('https://guide.example', 5);
  expect(await loadConsents()).toEqual([{ origin: 'https://guide.example', since: 5 }]);
  await rememberConsent('https://guide.example', 6, 'pc1');
  await rememberConsent('https://guide.example', 7, 'pc2');
  await rememberConsent('https://guide.example', 8);
  expect(await loadConsents()).toEqual([{ origin: 'https://guide.example', since: 5, always: ['pc2', 'pc1'] }]);
  await revokeConsent('https://guide.example');
  expect(await loadConsents()).toEqual([]);
});

test('consents: what an older version or another program stored → nothing that stands', async () => {
  const strange = [
    { origin: 'https://guide.example', since: 1 },
    { origin: 'https://a.example', since: 1, always: true },
    { origin: 'https://b.example', since: 1, always: ['http://x', 7, 'PC1', 'pc1:22', 'pc1'] },
    { origin: 'http://c.example', since: 1, always: ['pc1'] },
    { origin: 'https://d.example', since: 'soon', always: ['pc1'] },
    null,
  ];
  fake.local.set('consents', strange);
  expect(await loadConsents()).toEqual([
    { origin: 'https://guide.example', since: 1 },
    { origin: 'https://a.example', since: 1 },
    { origin: 'https://b.example', since: 1, always: ['pc1'] },
  ]);
});

test('consents: two answers at the same time → both are kept', async () => {
  await Promise.all(['a', 'b', 'c'].map(name => rememberConsent(`https://${name}.example`, 1, 'pc1')));
  expect((await loadConsents()).map(({ origin }) => origin).sort()).toEqual([
    'https://a.example',
    'https://b.example',
    'https://c.example',
  ]);
});
