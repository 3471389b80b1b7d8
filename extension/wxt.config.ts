import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { defineConfig } from 'wxt';
import type { Knowledge } from '../machines/knowledge.ts';
import { EVIDENCE_WORKER_FILE } from '../site/widget/lazy/evidence-worker-file.ts';
import {
  FIRST_LANGUAGE,
  fileIn,
  messagesFile,
  messagesIn,
  pageIn,
  TO_LANGUAGE,
  withSwitch,
} from './pages/in-language.ts';
import { matchPattern, parseOrigin } from './settings/origins.ts';
import { CHROMIUM_KEY, DOWNLOADS_ADDRESS, GECKO_ID, GUIDE_ADDRESS } from './wire/identity.ts';

const root = path.resolve(import.meta.dirname, '..');

const FONT = 'site/styles/font/atkinson-hyperlegible-next.woff2';
const built = (file: string) => path.join(root, 'dist', file);
/** Tests build the extension in a language that nobody gets, beside what people get. */
const OUT = process.env.RECONNECT_OUT ?? path.join(root, 'dist');

/** Where the guide lives: its pages may ask for a check. Several are separated by commas. */
const GUIDE_ORIGINS = (process.env.RECONNECT_ORIGIN ?? process.env.RECONNECT_SITE ?? GUIDE_ADDRESS)
  .split(',')
  .map(address => {
    const origin = parseOrigin(address);
    if (origin === undefined) throw new Error(`RECONNECT_ORIGIN: "${address}" is no https address`);
    return origin;
  });

/** Chrome's store gives an extension its key at the first upload and takes no package that brings one; it then goes into identity.ts. */
const FOR_STORE = process.env.RECONNECT_STORE !== undefined;

const PAGES = ['popup.html', 'options.html', 'consent.html'];

/** What the command line alone says stays with it. */
function withoutTerminal({ words, ...rest }: Knowledge): string {
  const ui = Object.entries(words.ui).filter(([key]) => !key.startsWith('cli.'));
  return JSON.stringify({ ...rest, words: { ...words, ui: Object.fromEntries(ui) } });
}

const PERMISSIONS = ['nativeMessaging', 'storage', 'contextMenus', 'alarms', 'notifications'];

/** The languages besides English. */
const FURTHER = (process.env.RECONNECT_LANGUAGES ?? '').split(',').filter(language => language !== '');

const knowledgeOf = (language: string): string =>
  path.join(language === FIRST_LANGUAGE ? built('') : OUT, fileIn('knowledge.json', language));

const everyKnowledge = (): Promise<readonly Knowledge[]> =>
  Promise.all(
    [FIRST_LANGUAGE, ...FURTHER].map(async language => JSON.parse(await readFile(knowledgeOf(language), 'utf8'))),
  );

export default defineConfig({
  srcDir: '.',
  outDir: path.join(OUT, FOR_STORE ? 'store/build' : 'extension'),
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
    // Every page in every language; the popup again, as a page of its own: in a tab, in the side panel, in the sidebar.
    'build:done': async wxt => {
      const file = (name: string) => path.join(wxt.config.outDir, name);
      const templates = new Map<string, string>();
      for (const name of PAGES) templates.set(name, await readFile(file(name), 'utf8'));
      const popup = templates.get('popup.html') ?? '';
      templates.set('page.html', popup.replace('<html lang="en"', '<html lang="en" data-place="page"'));
      for (const knowledge of await everyKnowledge())
        for (const [name, html] of templates)
          await writeFile(
            file(fileIn(name, knowledge.language)),
            pageIn(withSwitch(html, knowledge.language, FURTHER), knowledge),
          );
    },
    'build:publicAssets': async (_, files) => {
      for (const knowledge of await everyKnowledge())
        files.push(
          { relativeDest: messagesFile(knowledge.language), contents: messagesIn(knowledge) },
          { relativeDest: fileIn('knowledge.json', knowledge.language), contents: withoutTerminal(knowledge) },
        );
      if (FURTHER.length > 0) files.push({ relativeDest: 'language.js', contents: TO_LANGUAGE });
      // The helper of this very version, for the person to save: a page may not install it.
      files.push({ absoluteSrc: built('reconnect.mjs'), relativeDest: 'reconnect.mjs' });
      // What reads captures, as the widget's build made it.
      files.push({ absoluteSrc: built(`widget/${EVIDENCE_WORKER_FILE}`), relativeDest: EVIDENCE_WORKER_FILE });
      files.push({ absoluteSrc: path.join(root, FONT), relativeDest: 'font/atkinson-hyperlegible-next.woff2' });
    },
  },
  vite: () => ({
    define: {
      EVIDENCE_WORKER: JSON.stringify(`/${EVIDENCE_WORKER_FILE}`),
      'import.meta.env.GUIDE_ORIGINS': JSON.stringify(GUIDE_ORIGINS),
      'import.meta.env.DOWNLOADS': JSON.stringify(process.env.RECONNECT_DOWNLOADS ?? DOWNLOADS_ADDRESS),
    },
  }),
  manifest: ({ browser }) => ({
    default_locale: FIRST_LANGUAGE,
    name: '__MSG_name__',
    short_name: '__MSG_name__',
    version: '0.1.0',
    description: '__MSG_description__',
    permissions: [...PERMISSIONS, ...(browser === 'firefox' ? [] : ['sidePanel'])],
    // Asked for one page at a time, when a person adds it in the options.
    optional_permissions: ['scripting'],
    optional_host_permissions: ['https://*/*', 'http://127.0.0.1/*', 'http://localhost/*'],
    omnibox: { keyword: 'rdp' },
    commands: { _execute_action: { suggested_key: { default: 'Alt+Shift+R' } } },
    icons: { 16: 'icon/16.png', 32: 'icon/32.png', 48: 'icon/48.png', 128: 'icon/128.png' },
    action: { default_title: '__MSG_name__', default_icon: { 16: 'icon/16.png', 32: 'icon/32.png' } },
    content_security_policy: {
      extension_pages:
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    },
    ...(browser === 'firefox'
      ? {
          sidebar_action: { default_panel: 'page.html', default_title: '__MSG_name__', open_at_install: false },
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
