import { chmod, mkdtemp, readFile, rename, rm, symlink, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { loadStrings } from '../../../content/words.ts';
import type { BrowserId } from '../../../extension/helper/install/browsers.ts';
import { greet } from '../../../extension/helper/install/greet.ts';
import { launcherFile, programFile } from '../../../extension/helper/install/launcher.ts';
import type { Machine } from '../../../extension/helper/install/machine.ts';
import { manifestFile } from '../../../extension/helper/install/manifest.ts';
import { blockingPolicy } from '../../../extension/helper/install/policy.ts';
import { register } from '../../../extension/helper/install/register.ts';
import { statusOf, statusOfAll } from '../../../extension/helper/install/status.ts';
import { CHROMIUM_ID, GECKO_ID, NATIVE_HOST } from '../../../extension/wire/identity.ts';
import { format } from '../../../machines/format.ts';
import { browserOf, greets, machineIn, memoryRegistry, put, says } from '../../unit/install/machine.ts';

const words = await loadStrings(path.resolve(import.meta.dirname, '../../../content/en/ui.yaml'));
let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'reconnect-status-'));
  await put(machineIn(folder).program.file, greets([1]));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

type Make = (on: Machine) => Promise<unknown>;
/** Registered with Chromium, and then spoilt. */
const installed =
  (spoil: Make = async () => {}): Make =>
  async on => {
    await register(on, browserOf('chromium'));
    await spoil(on);
  };
const running = (program: string): Make => installed(on => writeFile(programFile(on), program));
const edited = (from: string, to: string): Make =>
  installed(async on => {
    const file = manifestFile(on, browserOf('chromium'));
    const text = await readFile(file, 'utf8');
    expect(text).toContain(from);
    await writeFile(file, text.replace(from, to));
  });
const company = (policy: string): Make =>
  installed(on => put(path.join(on.root, 'etc/chromium/policies/managed/company.json'), policy));

test.each<[state: string, proof: string, make: Make]>([
  ['absent', '', async () => undefined],
  ['ready', 'versions', installed()],
  ['too-old', 'manifest launcher versions', running(greets([]))],
  ['too-new', 'manifest launcher versions', running(greets([2, 3]))],
  ['crashed', 'manifest launcher exit', running('exit 3')],
  ['crashed', 'manifest launcher exit complaint', running('echo "Error: no luck" >&2; exit 1')],
  ['crashed', 'manifest launcher no-frame', running('echo hello there')],
  ['crashed', 'manifest launcher exit complaint', installed(on => rm(programFile(on)))],
  ['no-answer', 'manifest launcher no-greeting', running(says({ hello: 'there' }))],
  ['bad-path', 'manifest launcher-gone', installed(on => rm(launcherFile(on)))],
  ['bad-path', 'manifest launcher-locked', installed(on => chmod(launcherFile(on), 0o644))],
  ['bad-path', 'manifest launcher-relative', edited(path.sep, '')],
  ['bad-path', 'manifest manifest-broken', edited('{', '')],
  ['bad-path', 'manifest manifest-name', edited(NATIVE_HOST, 'another.host')],
  ['bad-path', 'manifest launcher not-started', installed(on => writeFile(launcherFile(on), '#!/nowhere/sh\n'))],
  ['unsafe', 'manifest unsafe-writable', installed(on => chmod(programFile(on), 0o666))],
  ['unsafe', 'manifest unsafe-writable', installed(on => chmod(launcherFile(on), 0o777))],
  ['unsafe', 'manifest unsafe-writable', installed(on => chmod(manifestFile(on, browserOf('chromium')), 0o602))],
  ['unsafe', 'manifest unsafe-writable', installed(on => chmod(on.data, 0o777))],
  ['unsafe', 'manifest unsafe-writable', installed(on => chmod(path.dirname(on.data), 0o777))],
  [
    'unsafe',
    'manifest unsafe-link',
    installed(async on => {
      await rename(programFile(on), `${programFile(on)}.real`);
      await symlink(`${programFile(on)}.real`, programFile(on));
    }),
  ],
  ['forbidden', 'manifest allowed', edited(CHROMIUM_ID, 'a'.repeat(32))],
  // Written for Firefox: Chromium lets nobody in.
  ['forbidden', 'manifest allowed', edited('allowed_origins', 'allowed_extensions')],
  ['blocked-by-policy', 'policy', company('{"NativeMessagingBlocklist": ["*"]}')],
  ['blocked-by-policy', 'policy', company('{"NativeMessagingUserLevelHosts": false}')],
  ['sandboxed-browser', '', on => put(path.join(on.home, 'snap/chromium/common/chromium/Local State'))],
  // Registered all the same: the sandbox still keeps it out.
  [
    'sandboxed-browser',
    '',
    installed(on => put(path.join(on.home, '.var/app/org.chromium.Chromium/config/chromium/Local State'))),
  ],
  // Also there as an ordinary program, which can.
  [
    'ready',
    'versions',
    installed(async on => {
      await put(path.join(on.home, 'snap/chromium/common/chromium/Local State'));
      await put(path.join(on.home, '.config/chromium/Local State'));
    }),
  ],
])('status: %s → shown by %s', async (state, proof, make) => {
  const on = machineIn(folder);
  await make(on);
  const status = await statusOf(on, browserOf('chromium'));
  expect(status.state).toBe(state);
  expect(status.proof.map(({ key }) => key.replace('status.', '')).join(' ')).toBe(proof);
  // Each sentence is there, and nothing that it says is left open.
  for (const { key, values } of status.proof) expect(format(words, 'en', key, values)).toMatch(/^[A-Z][^{}]*$/);
});

test('a complaint → reduced to its most informative line', async () => {
  const on = machineIn(folder);
  await installed(at => rm(programFile(at)))(on);
  const { proof } = await statusOf(on, browserOf('chromium'));
  expect(proof.find(({ key }) => key === 'status.complaint')?.values.text).toContain(programFile(on));
});

test('a program that waits for ever is given up', async () => {
  const file = path.join(folder, 'waits');
  await put(file, '#!/bin/sh\nexec sleep 60\n', 0o755);
  expect(await greet(file, [], 50)).toEqual({ state: 'no-answer', proof: [] });
});

test('greet: a launcher is given up whose own child holds its streams → nothing keeps this process waiting', async () => {
  const file = path.join(folder, 'waits');
  await put(file, '#!/bin/sh\nsleep 20 &\nwait\n', 0o755);
  const pipes = () => process.getActiveResourcesInfo().filter(kind => kind === 'PipeWrap').length;
  const before = pipes();
  expect((await greet(file, [], 200)).state).toBe('no-answer');
  await expect.poll(pipes).toBeLessThanOrEqual(before);
});

test('a browser that was left out is told from no installation at all, whichever was asked about', async () => {
  const on = machineIn(folder);
  await register(on, browserOf('firefox'));
  const of = async (...ids: BrowserId[]) =>
    (await statusOfAll(on, ids.map(browserOf))).map(({ status }) => [status.state, status.proof[0]?.values.browsers]);
  expect(await of('chrome')).toEqual([['other-browser', 'Firefox']]);
  expect(await of('chrome', 'firefox')).toEqual([
    ['other-browser', 'Firefox'],
    ['ready', undefined],
  ]);
});

test('each family is greeted with the words of its browser', async () => {
  const on = machineIn(folder);
  await register(on, browserOf('firefox'));
  const wants = `[ "$1 $2" = '${manifestFile(on, browserOf('firefox'))} ${GECKO_ID}' ] || exit 1\n${greets([1])}`;
  await writeFile(programFile(on), wants);
  expect((await statusOf(on, browserOf('firefox'))).state).toBe('ready');
});

test.each<[BrowserId, place: string, policy: string, state: string]>([
  ['chrome', 'etc/opt/chrome/native-messaging-hosts', '', 'ready'],
  ['firefox', 'usr/lib/mozilla/native-messaging-hosts', '', 'ready'],
  // A company that allows only what an administrator installed.
  ['chrome', 'etc/opt/chrome/native-messaging-hosts', '{"NativeMessagingUserLevelHosts": false}', 'ready'],
])('what an administrator put for everybody counts: %s in %s', async (id, place, policy, state) => {
  const on = machineIn(folder);
  await register(on, browserOf(id));
  const own = manifestFile(on, browserOf(id));
  await put(path.join(on.root, place, path.basename(own)), await readFile(own, 'utf8'));
  await rm(own);
  if (policy !== '') await put(path.join(on.root, 'etc/opt/chrome/policies/managed/company.json'), policy);
  expect((await statusOf(on, browserOf(id))).state).toBe(state);
});

/** Windows: the browser takes the first key that is there. `→` is where the manifest was registered. */
test.each<[BrowserId, key: string]>([
  ['chromium', 'HKCU\\Software\\Google\\Chrome'],
  ['edge', 'HKCU\\Software\\Chromium'],
  ['edge', 'HKLM\\Software\\Microsoft\\Edge'],
  ['brave', 'HKCU\\Software\\Chromium'],
  ['vivaldi', 'HKLM\\Software\\Google\\Chrome'],
  ['firefox', 'HKLM\\Software\\Mozilla'],
])('on Windows %s also takes what %s names', async (id, key) => {
  const file = path.join(folder, 'data', 'other.json');
  const { reg, said } = memoryRegistry({ [`${key}\\NativeMessagingHosts\\${NATIVE_HOST}`]: file });
  const on = machineIn(folder, 'win32', { reg });
  expect(await statusOf(on, browserOf(id))).toEqual({
    state: 'bad-path',
    proof: [{ key: 'status.manifest-gone', values: { file } }],
  });
  expect(said.every(line => /^export HK(CU|LM)\\Software\\\S+ \S+\.reg \/y \/reg:(32|64)$/.test(line))).toBe(true);
});

/** A user's name beyond the console's code page comes back whole. */
test.each(['Jörg Müller', 'Łukasz', '100% Ann', 'R&D', 'a^b!c', '山田'])(
  'registry: the folder of %s → as it was registered',
  async user => {
    const file = path.join(folder, user, 'manifest.json');
    const { reg } = memoryRegistry({ [`HKCU\\Software\\Mozilla\\NativeMessagingHosts\\${NATIVE_HOST}`]: file });
    const { proof } = await statusOf(machineIn(folder, 'win32', { reg }), browserOf('firefox'));
    expect(proof).toEqual([{ key: 'status.manifest-gone', values: { file } }]);
  },
);

test.each<[BrowserId, first: string]>([
  ['chrome', '/reg:32'],
  ['firefox', '/reg:64'],
])('registry: both halves name a manifest → %s takes the one of %s', async (id, first) => {
  const [name] = browserOf(id).registry;
  const key = `HKLM\\Software\\${name}\\NativeMessagingHosts\\${NATIVE_HOST}`;
  const { reg } = memoryRegistry({ [`${key} /reg:64`]: 'C:\\at\\reg:64', [`${key} /reg:32`]: 'C:\\at\\reg:32' });
  const { proof } = await statusOf(machineIn(folder, 'win32', { reg }), browserOf(id));
  expect(proof[0]?.values.file).toBe(`C:\\at\\${first.slice(1)}`);
});

test('registry: a key without a default value → no registration, and the next key counts', async () => {
  const place = (name: string) => `HKCU\\Software\\${name}\\NativeMessagingHosts\\${NATIVE_HOST}`;
  const emptied = memoryRegistry({ [`${place('Chromium')} > left`]: 'over' });
  const chromium = browserOf('chromium');
  expect((await statusOf(machineIn(folder, 'win32', { reg: emptied.reg }), chromium)).state).toBe('absent');
  const next = memoryRegistry({ [`${place('Chromium')} > left`]: 'over', [place('Google\\Chrome')]: 'C:\\next.json' });
  const { proof } = await statusOf(machineIn(folder, 'win32', { reg: next.reg }), chromium);
  expect(proof[0]?.values.file).toBe('C:\\next.json');
});

const WINDOWS = 'HKLM\\Software\\Policies\\Google\\Chrome';
const MAC = 'Library/Managed Preferences/com.google.Chrome.plist';
test.each<[name: string, more: Partial<Machine>, blocking: string | undefined]>([
  [
    'Windows, everything blocked',
    win({ [`${WINDOWS}\\NativeMessagingBlocklist > 1`]: '*' }),
    'NativeMessagingBlocklist',
  ],
  [
    'Windows, this one blocked',
    win({ [`${WINDOWS}\\NativeMessagingBlocklist > 1`]: NATIVE_HOST }),
    'NativeMessagingBlocklist',
  ],
  ['Windows, another one blocked', win({ [`${WINDOWS}\\NativeMessagingBlocklist > 1`]: 'another.host' }), undefined],
  [
    'Windows, all blocked but this one',
    win({
      [`${WINDOWS}\\NativeMessagingBlocklist > 1`]: '*',
      [`${WINDOWS}\\NativeMessagingAllowlist > 1`]: NATIVE_HOST,
    }),
    undefined,
  ],
  [
    'Windows, only for everybody',
    win({ [`${WINDOWS} > NativeMessagingUserLevelHosts`]: 0 }),
    'NativeMessagingUserLevelHosts',
  ],
  ['Windows, for this person too', win({ [`${WINDOWS} > NativeMessagingUserLevelHosts`]: 1 }), undefined],
  ['macOS, everything blocked', mac('{"NativeMessagingBlocklist":["*"]}'), 'NativeMessagingBlocklist'],
  [
    'macOS, everything blocked beside what is no name',
    mac('{"NativeMessagingBlocklist":[{"toString":1},"*"]}'),
    'NativeMessagingBlocklist',
  ],
  ['macOS, no profile', { platform: 'darwin' }, undefined],
  ['macOS, a broken profile', mac('['), undefined],
])('a policy is read: %s', async (_, more, blocking) => {
  expect(await blockingPolicy(machineIn(folder, 'linux', more), browserOf('chrome'), 'own')).toBe(blocking);
});

function win(values: Readonly<Record<string, string | number>>): Partial<Machine> {
  return { platform: 'win32', reg: memoryRegistry(values).reg };
}
function mac(json: string): Partial<Machine> {
  return { platform: 'darwin', plist: async file => (file.endsWith(MAC) ? json : undefined) };
}
