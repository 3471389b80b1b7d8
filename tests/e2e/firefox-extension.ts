import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import { GECKO_ID, NATIVE_HOST } from '../../extension/wire/identity.ts';
import { HELPER } from './chromium.ts';
import { type Firefox, type FirefoxPage, openFirefox } from './firefox.ts';
import type { Registered } from './helper-states.ts';

const EXTENSION = path.resolve(import.meta.dirname, '../../dist/extension/firefox');
/** Firefox gives every extension a random address, unless it is told one before. */
const ADDRESS = '5b0a4e4e-0d4e-4c6c-9d3c-0c0ffee0face';
const run = promisify(execFile);

/** Debian's Firefox with the built extension in a home of its own. */
export interface ExtendedFirefox {
  readonly firefox: Firefox;
  /** Opens the popup as a page. */
  readonly openPopup: () => Promise<FirefoxPage>;
  /** Registers the helper as a person does it, in this home. */
  readonly register: () => Promise<unknown>;
  readonly registered: Registered;
}

export async function openExtendedFirefox(): Promise<ExtendedFirefox> {
  const firefox = await openFirefox({ 'extensions.webextensions.uuids': JSON.stringify({ [GECKO_ID]: ADDRESS }) });
  await firefox.install(EXTENSION);
  const { home } = firefox;
  return {
    firefox,
    openPopup: () => firefox.open(`moz-extension://${ADDRESS}/popup.html`),
    register: () =>
      run(process.execPath, [HELPER, 'install', '--browser', 'firefox'], {
        env: { ...process.env, HOME: home, XDG_DATA_HOME: '' },
      }),
    registered: {
      manifest: path.join(home, '.mozilla', 'native-messaging-hosts', `${NATIVE_HOST}.json`),
      data: path.join(home, '.local', 'share', 'reconnect'),
    },
  };
}
