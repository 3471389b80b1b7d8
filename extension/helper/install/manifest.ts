import path from 'node:path';
import { CHROMIUM_ID, GECKO_ID, NATIVE_HOST } from '../../wire/identity.ts';
import type { Browser } from './browsers.ts';
import { LAUNCHER } from './launcher.ts';
import type { Machine } from './machine.ts';

export const ALLOWED_ORIGIN = `chrome-extension://${CHROMIUM_ID}/`;

export function launcherFile(machine: Machine): string {
  return path.join(machine.data, LAUNCHER[machine.platform]);
}

/** On Windows the manifest lies with the launcher and the registry points at it; elsewhere the browser's folder holds it. */
export function manifestFile(machine: Machine, browser: Browser): string {
  if (machine.browserDir !== undefined)
    return path.join(machine.browserDir, 'NativeMessagingHosts', `${NATIVE_HOST}.json`);
  if (machine.platform === 'win32') return path.join(machine.data, `${NATIVE_HOST}.${browser.family}.json`);
  return path.join(machine.home, browser.manifests[machine.platform], `${NATIVE_HOST}.json`);
}

export function registryKeyOf(browser: Browser): string {
  return `${browser.registryKey}\\${NATIVE_HOST}`;
}

export function manifestText(machine: Machine, browser: Browser): string {
  const manifest = {
    name: NATIVE_HOST,
    description: 'Reconnect: finds out why Remote Desktop will not connect',
    path: launcherFile(machine),
    type: 'stdio',
    ...(browser.family === 'firefox' ? { allowed_extensions: [GECKO_ID] } : { allowed_origins: [ALLOWED_ORIGIN] }),
  };
  return `${JSON.stringify(manifest, null, 2)}\n`;
}
