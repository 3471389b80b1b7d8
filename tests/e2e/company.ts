import { existsSync } from 'node:fs';
import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';

/** Policies are read from one folder of the machine; a browser under test gets a folder of its own there. */
const FOLDER = '/etc/chromium';
export const MAY_MOUNT = process.getuid?.() === 0 && existsSync('/usr/bin/unshare');

/** A Chromium that a company manages with this policy, and nobody else's. */
export interface Company {
  /** To be started in place of Chromium. */
  readonly program: string;
  readonly close: () => Promise<void>;
}

export async function openCompany(policy: object): Promise<Company> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'reconnect-policy-'));
  const policies = path.join(folder, 'chromium', 'policies', 'managed');
  await mkdir(policies, { recursive: true });
  await writeFile(path.join(policies, 'reconnect.json'), JSON.stringify(policy));
  const program = path.join(folder, 'chromium.sh');
  const inside = `mount --bind "${path.join(folder, 'chromium')}" "${FOLDER}"`;
  await writeFile(program, `#!/bin/sh\nexec unshare -m sh -c '${inside} && exec /usr/bin/chromium "$@"' sh "$@"\n`);
  await chmod(program, 0o755);
  return { program, close: () => rm(folder, { recursive: true, force: true }) };
}
