import { spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { type BidiData, BidiSession } from './bidi.ts';
import { type Point, type Tab, until, type Where } from './tab.ts';

export const FIREFOX = process.env.RECONNECT_FIREFOX ?? '/usr/bin/firefox-esr';

/** Firefox's background traffic ends at a closed port of this machine; only loopback is reached. */
const PREFERENCES: Readonly<Record<string, string | number | boolean>> = {
  'network.proxy.type': 1,
  'network.proxy.http': '127.0.0.1',
  'network.proxy.http_port': 1,
  'network.proxy.ssl': '127.0.0.1',
  'network.proxy.ssl_port': 1,
  'network.captive-portal-service.enabled': false,
  'network.connectivity-service.enabled': false,
  'datareporting.policy.dataSubmissionEnabled': false,
  'browser.shell.checkDefaultBrowser': false,
  'browser.aboutwelcome.enabled': false,
  'xpinstall.signatures.required': false,
};

/** Debian's Firefox, headless, with a profile and a home of its own, driven by WebDriver BiDi. */
export interface Firefox {
  /** HOME of the browser: native manifests lie in `.mozilla/native-messaging-hosts` under it. */
  readonly home: string;
  /** Addresses that pages have asked for, in order, from whatever server. */
  readonly requested: readonly string[];
  /** Opens a page in a new tab. An address that only the browser itself may open (`moz-extension:`) works as well. */
  readonly open: (address: string) => Promise<FirefoxPage>;
  /** The page with such an address that opens while something is done. */
  readonly opened: (address: string, act: () => Promise<unknown>) => Promise<FirefoxPage>;
  /** Installs an unpacked extension's folder or zip until the browser ends; gives its id. */
  readonly install: (extension: string) => Promise<string>;
  /** Runs an expression where the browser's own code runs: `Services.io.offline = true`. */
  readonly inBrowser: (expression: string) => Promise<unknown>;
  readonly close: () => Promise<void>;
}

export interface FirefoxPage extends Tab {
  readonly resize: (viewport: { readonly width: number; readonly height: number }) => Promise<void>;
  /** The browser's own menu at this place. */
  readonly openMenu: (at: Point) => Promise<void>;
}

/** As WebDriver's table of keys has them. */
const KEYS: Readonly<Record<string, string>> = { '\n': '\uE007', '\t': '\uE004', '↑': '\uE013', '↓': '\uE015' };

export async function openFirefox(more: typeof PREFERENCES = {}, program: string = FIREFOX): Promise<Firefox> {
  const home = await mkdtemp(path.join(os.tmpdir(), 'reconnect-firefox-'));
  const lines = Object.entries({ ...PREFERENCES, ...more }).map(
    ([name, value]) => `user_pref(${JSON.stringify(name)}, ${JSON.stringify(value)});\n`,
  );
  await writeFile(path.join(home, 'user.js'), lines.join(''));
  const args = ['--headless', '--no-remote', '--profile', home, '--remote-debugging-port=0'];
  const firefox = spawn(program, [...args, '--remote-allow-system-access', 'about:blank'], {
    env: { ...process.env, HOME: home },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const ended = new Promise<void>(resolve => firefox.once('exit', () => resolve()));
  try {
    const session = await BidiSession.open(await addressIn(firefox.stderr, ended));
    const requested: string[] = [];
    session.on('network.beforeRequestSent', ({ request }) => requested.push(String(request?.url ?? '')));
    await session.send('session.subscribe', { events: ['network.beforeRequestSent'] });
    return {
      home,
      requested,
      open: address => openPage(session, address),
      opened: async (address, act) => pageIn(session, await openedContext(session, address, act)),
      install: async extension => {
        const type = path.extname(extension) === '.zip' ? 'archivePath' : 'path';
        const { extension: id } = await session.send('webExtension.install', {
          extensionData: { type, path: extension },
        });
        return String(id);
      },
      inBrowser: async expression => session.evaluate(await chromeContext(session), expression),
      close: async () => {
        await session.send('browser.close', {}).catch(() => undefined);
        await ended;
        await rm(home, { recursive: true, force: true, maxRetries: 5 });
      },
    };
  } catch (error) {
    firefox.kill();
    await ended;
    await rm(home, { recursive: true, force: true, maxRetries: 5 });
    throw error;
  }
}

/** Firefox says where it listens on its standard error, once it does. */
async function addressIn(output: NodeJS.ReadableStream, ended: Promise<void>): Promise<string> {
  const said: string[] = [];
  const told = new Promise<string>(resolve => {
    createInterface({ input: output }).on('line', line => {
      said.push(line);
      const [, address] = /WebDriver BiDi listening on (ws:\S+)/.exec(line) ?? [];
      if (address !== undefined) resolve(`${address}/session`);
    });
  });
  const gone = ended.then(() => Promise.reject(new Error(`Firefox ended at once:\n${said.join('\n')}`)));
  return Promise.race([told, gone]);
}

async function frameOf(session: BidiSession, root: string): Promise<string> {
  const { contexts } = await session.send('browsingContext.getTree', { root });
  const frame = contexts?.[0]?.children?.[0]?.context;
  if (frame === undefined) throw new Error('the page has no frame');
  return String(frame);
}

async function openPage(session: BidiSession, address: string): Promise<FirefoxPage> {
  if (address.startsWith('moz-extension:'))
    return pageIn(session, await openedContext(session, address, () => openAsBrowser(session, address)));
  const { context } = await session.send('browsingContext.create', { type: 'tab' });
  const page = pageIn(session, String(context));
  await page.goto(address);
  return page;
}

function pageIn(session: BidiSession, context: string): FirefoxPage {
  const act = async (where: Where = 'page', device: BidiData) => {
    const acting = where === 'frame' ? await frameOf(session, context) : context;
    await session.send('input.performActions', { context: acting, actions: [device] });
  };
  const press = (at: Point, button: number, where?: Where) =>
    act(where, {
      ...{ type: 'pointer', id: 'pointer' },
      actions: [
        { type: 'pointerMove', x: Math.round(at.x), y: Math.round(at.y) },
        { type: 'pointerDown', button },
        { type: 'pointerUp', button },
      ],
    });
  return {
    goto: async to => {
      await session.send('browsingContext.navigate', { context, url: to, wait: 'complete' });
    },
    evaluate: expression => session.evaluate(context, expression),
    evaluateInFrame: async expression => session.evaluate(await frameOf(session, context), expression),
    type: async (text, where) => {
      const strokes = [...text].flatMap(letter => {
        const value = KEYS[letter] ?? letter;
        return [
          { type: 'keyDown', value },
          { type: 'keyUp', value },
        ];
      });
      await act(where, { type: 'key', id: 'keys', actions: strokes });
    },
    click: (at, where) => press(at, 0, where),
    openMenu: at => press(at, 2),
    show: async () => {
      await session.send('browsingContext.activate', { context });
    },
    isOpen: async () => (await contextsOf(session)).some(known => known.context === context),
    resize: async viewport => {
      await session.send('browsingContext.setViewport', { context, viewport });
    },
    picture: async () => {
      const { data } = await session.send('browsingContext.captureScreenshot', { context });
      return Buffer.from(String(data), 'base64');
    },
    close: async () => {
      await session.send('browsingContext.close', { context });
    },
  };
}

/** The page that opens while something is done. One with the same address may be open, or on its way to being closed. */
async function openedContext(session: BidiSession, address: string, act: () => Promise<unknown>): Promise<string> {
  const before = (await contextsOf(session)).map(({ context }) => context);
  await act();
  return until(`${address} opens`, async () => {
    const found = (await contextsOf(session)).find(
      ({ context, url }) => String(url).startsWith(address) && !before.includes(context),
    );
    return found && String(found.context);
  });
}

/** A page of an extension is opened by the browser itself: BiDi may not navigate there. */
async function openAsBrowser(session: BidiSession, address: string): Promise<void> {
  await session.evaluate(
    await chromeContext(session),
    `(() => {
      const triggeringPrincipal = Services.scriptSecurityManager.getSystemPrincipal();
      gBrowser.selectedTab = gBrowser.addTab(${JSON.stringify(address)}, { triggeringPrincipal });
    })()`,
  );
}

const contextsOf = async (session: BidiSession) => listIn((await session.send('browsingContext.getTree', {})).contexts);

async function chromeContext(session: BidiSession): Promise<string> {
  const { contexts } = await session.send('browsingContext.getTree', { 'moz:scope': 'chrome' });
  const window = listIn(contexts).find(({ url }) => String(url).includes('browser.xhtml'));
  if (window === undefined) throw new Error('Firefox shows no window');
  return String(window.context);
}

const listIn = (value: unknown): readonly Record<string, unknown>[] => (Array.isArray(value) ? value : []);
