import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { fieldsOf, parseJson } from '../../../machines/schemas/fields.ts';
import { NATIVE_HOST } from '../../wire/identity.ts';
import { readTextAtMost } from '../read-at-most.ts';
import type { Browser } from './browsers.ts';
import type { Machine } from './machine.ts';
import type { ManifestPlace } from './manifest.ts';
import { readRegistry, valuesOf } from './registry.ts';

/** What a company's settings may say about native hosts. https://chromeenterprise.google/policies/#NativeMessaging */
interface Policy {
  readonly NativeMessagingBlocklist?: unknown;
  readonly NativeMessagingAllowlist?: unknown;
  readonly NativeMessagingUserLevelHosts?: unknown;
}

/** The policy that keeps this browser from starting the helper, by its name. Firefox has no such policy. */
export async function blockingPolicy(
  machine: Machine,
  { policy }: Browser,
  level: ManifestPlace['level'],
): Promise<keyof Policy | undefined> {
  if (policy === undefined) return undefined;
  const policies = await readPolicies[machine.platform](machine, policy[machine.platform]);
  return blockingIn(policies, level);
}

function blockingIn(policies: readonly Policy[], level: ManifestPlace['level']): keyof Policy | undefined {
  if (level === 'own' && policies.some(policy => policy.NativeMessagingUserLevelHosts === false))
    return 'NativeMessagingUserLevelHosts';
  const names = (key: 'NativeMessagingAllowlist' | 'NativeMessagingBlocklist') =>
    policies.flatMap(policy =>
      Array.isArray(policy[key]) ? policy[key].filter(name => typeof name === 'string') : [],
    );
  if (names('NativeMessagingAllowlist').includes(NATIVE_HOST)) return undefined;
  const blocked = names('NativeMessagingBlocklist');
  return blocked.includes('*') || blocked.includes(NATIVE_HOST) ? 'NativeMessagingBlocklist' : undefined;
}

const readPolicies = {
  async linux({ root }: Machine, folder: string): Promise<readonly Policy[]> {
    const whole = path.join(root, folder);
    const names = await readdir(whole).catch(() => []);
    const files = names.filter(name => name.endsWith('.json')).map(name => path.join(whole, name));
    return Promise.all(
      files.map(file =>
        readTextAtMost(file, MAX_POLICY_BYTES).then(text => (text === undefined ? {} : parsePolicy(text))),
      ),
    );
  },

  /** Settings that a management profile brought, for everybody and for this person. */
  async darwin({ home, root, plist }: Machine, domain: string): Promise<readonly Policy[]> {
    const folder = path.join(root, 'Library', 'Managed Preferences');
    const files = [folder, path.join(folder, path.basename(home))].map(place => path.join(place, `${domain}.plist`));
    return (await Promise.all(files.map(plist))).map(text => parsePolicy(text ?? ''));
  },

  /** Lists are keys of their own with values 1, 2, 3 … */
  async win32(machine: Machine, name: string): Promise<readonly Policy[]> {
    return Promise.all(
      ['HKLM', 'HKCU'].map(async hive => {
        const key = `${hive}\\Software\\Policies\\${name}`;
        const keys = await readRegistry(machine, key);
        const list = (values: string) => [...valuesOf(keys, `${key}\\${values}`).values()];
        return {
          NativeMessagingBlocklist: list('NativeMessagingBlocklist'),
          NativeMessagingAllowlist: list('NativeMessagingAllowlist'),
          NativeMessagingUserLevelHosts: valuesOf(keys, key).get('NativeMessagingUserLevelHosts') !== 0,
        };
      }),
    );
  },
};

/** What a browser's makers and administrators write is some kilobytes. */
const MAX_POLICY_BYTES = 1_048_576;

function parsePolicy(text: string): Policy {
  return fieldsOf(parseJson(text)) ?? {};
}
