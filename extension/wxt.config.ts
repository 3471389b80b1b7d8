import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { defineConfig } from 'wxt';
import { matchPattern, parseOrigin } from './settings/origins.ts';
import { CHROMIUM_KEY, GECKO_ID } from './wire/identity.ts';

const root = path.resolve(import.meta.dirname, '..');

const FONT = 'site/styles/font/atkinson-hyperlegible-next.woff2';
const built = (file: string) => path.join(root, 'dist', file);

/** Where the guide lives: its pages may ask for a check. Several are separated by commas. */
const GUIDE_ORIGINS = (process.env.RECONNECT_ORIGIN ?? process.env.RECONNECT_SITE ?? 'https://reconnect.example')
  .split(',')
  .map(address => {
    const origin = parseOrigin(address);
    if (origin === undefined) throw new Error(`RECONNECT_ORIGIN: "${address}" is no https address`);
    return origin;
  });

/** Chrome's store gives an extension its key at the first upload and takes no package that brings one; it then goes into identity.ts. */
const FOR_STORE = process.env.RECONNECT_STORE !== undefined;

const PERMISSIONS = ['nativeMessaging', 'storage', 'contextMenus', 'alarms', 'notifications'];

/** `{popup.check}` in a page becomes its words: the first paint waits for no script. */
async function fillWords(html: string): Promise<string> {
  const { words } = JSON.parse(await readFile(built('knowledge.json'), 'utf8'));
  return html.replace(/\{([a-z][\w.-]*)\}/g, (_, key: string) => {
    const text = words.ui[key];
    if (typeof text !== 'string')
      throw new Error(`content/en/ui.yaml has no "${key}", which a page of the extension shows`);
    return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
  });
}

export default defineConfig({
  srcDir: '.',
  outDir: built(FOR_STORE ? 'store/build' : 'extension'),
  outDirTemplate: '{{browser}}',
  // What is used is imported; nothing appears out of the air.
  imports: false,
  manifestVersion: 3,
  zip: {
    artifactTemplate: 'reconnect-{{browser}}.zip',
    // The sources are a public repository; a second copy of them would only age.
    zipSources: false,
  },
  hooks: {
    'build:manifestGenerated': (_, manifest) => {
      for (const script of manifest.content_scripts ?? []) script.matches = GUIDE_ORIGINS.map(matchPattern);
    },
    // The popup again, as a page of its own: in a tab, in the side panel, in the sidebar.
    'build:done': async wxt => {
      const file = (name: string) => path.join(wxt.config.outDir, name);
      const popup = await readFile(file('popup.html'), 'utf8');
      await writeFile(file('page.html'), popup.replace('<html lang="en"', '<html lang="en" data-place="page"'));
    },
    'build:publicAssets': (_, files) => {
      // The helper of this very version, for the person to save: a page may not install it.
      files.push({ absoluteSrc: built('reconnect.mjs'), relativeDest: 'reconnect.mjs' });
      files.push({ absoluteSrc: built('knowledge.json'), relativeDest: 'knowledge.json' });
      files.push({ absoluteSrc: path.join(root, FONT), relativeDest: 'font/atkinson-hyperlegible-next.woff2' });
    },
  },
  vite: () => ({
    define: { 'import.meta.env.GUIDE_ORIGINS': JSON.stringify(GUIDE_ORIGINS) },
    plugins: [{ name: 'words', transformIndexHtml: { order: 'pre', handler: fillWords } }],
  }),
  manifest: ({ browser }) => ({
    name: 'Reconnect',
    short_name: 'Reconnect',
    version: '0.1.0',
    description: 'Finds out why Remote Desktop will not connect, and walks you through fixing it.',
    permissions: [...PERMISSIONS, ...(browser === 'firefox' ? [] : ['sidePanel'])],
    // Asked for one page at a time, when a person adds it in the options.
    optional_permissions: ['scripting'],
    optional_host_permissions: ['https://*/*', 'http://127.0.0.1/*', 'http://localhost/*'],
    omnibox: { keyword: 'rdp' },
    commands: { _execute_action: { suggested_key: { default: 'Alt+Shift+R' } } },
    icons: { 16: 'icon/16.png', 32: 'icon/32.png', 48: 'icon/48.png', 128: 'icon/128.png' },
    action: { default_title: 'Reconnect', default_icon: { 16: 'icon/16.png', 32: 'icon/32.png' } },
    content_security_policy: {
      extension_pages:
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    },
    ...(browser === 'firefox'
      ? {
          sidebar_action: { default_panel: 'page.html', default_title: 'Reconnect', open_at_install: false },
          browser_specific_settings: {
            gecko: { id: GECKO_ID, strict_min_version: '142.0', data_collection_permissions: { required: ['none'] } },
          },
        }
      : {
          storage: { managed_schema: 'managed-schema.json' },
          side_panel: { default_path: 'page.html' },
          ...(FOR_STORE ? {} : { key: CHROMIUM_KEY }),
          minimum_chrome_version: '120',
        }),
  }),
});
