import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { NATIVE_HOST } from '../../wire/identity.ts';
import type { Browser } from './browsers.ts';
import type { Machine } from './machine.ts';

/** What a company's settings may say about native hosts. https://chromeenterprise.google/policies/#NativeMessaging */
interface Policy {
  readonly NativeMessagingBlocklist?: unknown;
  readonly NativeMessagingAllowlist?: unknown;
  readonly NativeMessagingUserLevelHosts?: unknown;
}

/** True where a policy keeps this browser from starting the helper. Firefox has no such policy; macOS keeps it unread. */
export async function blockedByPolicy(machine: Machine, browser: Browser): Promise<boolean> {
  if (browser.family === 'firefox') return false;
  if (machine.platform === 'linux') return (await linuxPolicies(machine, browser)).some(blocks);
  if (machine.platform === 'win32') return blocks(await windowsPolicy(machine, browser));
  return false;
}

function blocks(policy: Policy): boolean {
  const names = (list: unknown) => (Array.isArray(list) ? list.map(String) : []);
  if (names(policy.NativeMessagingAllowlist).includes(NATIVE_HOST))
    return policy.NativeMessagingUserLevelHosts === false;
  const blocked = names(policy.NativeMessagingBlocklist);
  return blocked.includes('*') || blocked.includes(NATIVE_HOST) || policy.NativeMessagingUserLevelHosts === false;
}

async function linuxPolicies(machine: Machine, browser: Browser): Promise<readonly Policy[]> {
  const folder = path.join(machine.root, browser.policy.linux);
  const names = await readdir(folder).catch(() => []);
  const texts = names
    .filter(name => name.endsWith('.json'))
    .map(name => readFile(path.join(folder, name), 'utf8').catch(() => ''));
  return (await Promise.all(texts)).map(parsePolicy);
}

function parsePolicy(text: string): Policy {
  try {
    return Object(JSON.parse(text));
  } catch {
    return {};
  }
}

/** `reg query` prints a line a value: name, type, data. Lists are keys of their own with values 1, 2, 3 … */
async function windowsPolicy(machine: Machine, browser: Browser): Promise<Policy> {
  const read = async (name: string) => {
    const keys = ['HKLM', 'HKCU'].map(hive => `${hive}\\Software\\Policies\\${browser.policy.win32}\\${name}`);
    const texts = await Promise.all(keys.map(key => machine.reg(['query', key])));
    return texts.flatMap(text => [...(text ?? '').matchAll(/REG_SZ\s+(.+?)\s*$/gm)].map(hit => hit[1]));
  };
  const key = `HKLM\\Software\\Policies\\${browser.policy.win32}`;
  const userLevel = await machine.reg(['query', key, '/v', 'NativeMessagingUserLevelHosts']);
  return {
    NativeMessagingBlocklist: await read('NativeMessagingBlocklist'),
    NativeMessagingAllowlist: await read('NativeMessagingAllowlist'),
    NativeMessagingUserLevelHosts: !/REG_DWORD\s+0x0\b/.test(userLevel ?? ''),
  };
}
