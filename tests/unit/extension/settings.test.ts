import { expect, test } from 'vitest';
import { matchPattern, parseOrigin } from '../../../extension/settings/origins.ts';
import { LOCKED_DOWN, NO_POLICY, type Policy } from '../../../extension/settings/policy.ts';
import { DEFAULT_SETTINGS, readSettings, SETTINGS_LIMITS } from '../../../extension/settings/settings.ts';
import { parseSettingsFile, writeSettingsFile } from '../../../extension/settings/settings-file.ts';
import { fake } from './fake-browser.ts';

test('what is stored comes back, and what does not fit is the default', () => {
  const settings = {
    pinned: ['pc1', '10.0.0.7:3390'],
    history: false,
    redact: false,
    watch: { everyMinutes: 5, hours: 3, quiet: { from: 1320, until: 420 } },
    origins: ['https://guide.example'],
  };
  expect(readSettings(settings)).toEqual(settings);
  expect(parseSettingsFile(writeSettingsFile(settings))).toEqual({ kind: 'settings', settings });
  for (const stored of [undefined, null, 7, 'x', [], {}, { pinned: 'pc1', history: 'no', watch: [], origins: {} }])
    expect(readSettings(stored)).toEqual(DEFAULT_SETTINGS);
});

test.each<[name: string, watch: unknown]>([
  ['too often', { everyMinutes: 0, hours: 3 }],
  ['too long', { everyMinutes: 5, hours: 1000 }],
  ['no number', { everyMinutes: '5', hours: Number.NaN }],
  ['half a night', { quiet: { from: 1320 } }],
  ['a night without end', { quiet: { from: 60, until: 60 } }],
  ['a minute that is none', { quiet: { from: 1440, until: 60 } }],
])('a watch that is %s is bounded', (_, watch) => {
  const { everyMinutes, hours, quiet } = readSettings({ watch }).watch;
  expect(everyMinutes).toBeGreaterThanOrEqual(SETTINGS_LIMITS.everyMinutes[0]);
  expect(hours).toBeLessThanOrEqual(SETTINGS_LIMITS.hours[1]);
  expect(quiet).toBeUndefined();
});

test('lists are bounded, and a host is there once', () => {
  const pinned = Array.from({ length: 90 }, (_, index) => `pc${index}`);
  expect(readSettings({ pinned: ['PC1', 'pc1', '<b>', ...pinned] }).pinned).toHaveLength(SETTINGS_LIMITS.pinned);
  expect(readSettings({ pinned: ['PC1', 'pc1', '<b>'] }).pinned).toEqual(['pc1']);
});

test.each<[text: string, fault: string]>([
  ['', 'not-settings'],
  ['[]', 'not-settings'],
  ['{"reconnect":"report","version":1,"settings":{}}', 'not-settings'],
  ['{"reconnect":"settings","version":1}', 'not-settings'],
  ['{"reconnect":"settings","version":2,"settings":{}}', 'newer-version'],
  [`{"reconnect":"settings","version":1,"settings":{},"x":"${'x'.repeat(100_000)}"}`, 'too-large'],
])('the file %.60s is refused: %s', (text, fault) => {
  expect(parseSettingsFile(text)).toEqual({ kind: 'fault', fault });
});

test.each<[address: string, origin: string | undefined]>([
  ['https://guide.example/help/?x#y', 'https://guide.example'],
  ['https://guide.example:8443', 'https://guide.example:8443'],
  ['http://127.0.0.1:4321/', 'http://127.0.0.1:4321'],
  ['http://localhost:8080', 'http://localhost:8080'],
  ['http://guide.example', undefined],
  ['http://127.0.0.1.evil.example', undefined],
  ['https://user:secret@guide.example', undefined],
  ['https://*.example', undefined],
  ['javascript:alert(1)', undefined],
  ['file:///etc/passwd', undefined],
  ['guide.example', undefined],
])('%s as the address of a guide is %s', (address, origin) => {
  expect(parseOrigin(address)).toBe(origin);
});

test('a pattern covers one host and no other', () => {
  expect(matchPattern('https://guide.example:8443')).toBe('https://guide.example/*');
});

const { loadPolicy } = await import('../../../extension/storage/stored-settings.ts');

test.each<[name: string, managed: () => Promise<unknown>, policy: Policy]>([
  ['Chromium without a policy', async () => ({}), NO_POLICY],
  ['Firefox without a policy', () => Promise.reject({ message: 'Managed storage manifest not found' }), NO_POLICY],
  ['a policy service that fails', () => Promise.reject(new Error('An unexpected error occurred')), LOCKED_DOWN],
  ['a rejection without a reason', () => Promise.reject(undefined), LOCKED_DOWN],
  ['an answer of another shape', async () => null, LOCKED_DOWN],
])('policy: %s → as much as that allows', async (_, managed, policy) => {
  fake.setManaged(managed);
  expect(await loadPolicy()).toEqual(policy);
});
