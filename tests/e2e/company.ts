import { existsSync } from 'node:fs';
import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { FIREFOX } from './firefox.ts';

/** Policies are read from one folder of the machine; a browser under test gets a folder of its own there. */
export const MAY_MOUNT = process.getuid?.() === 0 && existsSync('/usr/bin/unshare');

/** A browser that a company manages with this policy, and nobody else's. */
export interface Company {
  /** To be started in place of the browser. */
  readonly program: string;
  /** The policy is another one from now on. */
  readonly change: (policy: object) => Promise<void>;
  readonly close: () => Promise<void>;
}

export const openCompany = (policy: object): Promise<Company> =>
  manage('/usr/bin/chromium', '/etc/chromium', 'policies/managed/reconnect.json', policy);

export const openFirefoxCompany = (policy: object): Promise<Company> =>
  manage(FIREFOX, '/usr/lib/firefox-esr/distribution', 'policies.json', policy);

async function manage(browser: string, place: string, name: string, policy: object): Promise<Company> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'reconnect-policy-'));
  const file = path.join(folder, 'there', name);
  const change = (policy: object) => writeFile(file, JSON.stringify(policy));
  await mkdir(path.dirname(file), { recursive: true });
  await change(policy);
  const program = path.join(folder, 'browser.sh');
  const inside = `mount --bind "${path.join(folder, 'there')}" "${place}"`;
  await writeFile(program, `#!/bin/sh\nexec unshare -m sh -c '${inside} && exec ${browser} "$@"' sh "$@"\n`);
  await chmod(program, 0o755);
  return { program, change, close: () => rm(folder, { recursive: true, force: true }) };
}
