import { createHash } from 'node:crypto';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { rolldown } from 'rolldown';
import { loadStrings } from '../content/words.ts';
import type { Knowledge } from '../machines/knowledge.ts';

/** What goes in whole: every page of these folders, and their lists. Pages of single codes would be too many. */
const FOLDERS = ['guides', 'causes', 'steps'];
const LISTS = ['guides', 'causes', 'codes'];
const MORE = ['questions'];
const TYPES: Readonly<Record<string, string>> = {
  '.webm': 'video/webm',
  '.vtt': 'text/vtt',
  '.jpg': 'image/jpeg',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
};
/** The page that offers it says “about 3 MB”. */
const MAX_BYTES = 3.25 * 1024 * 1024;
/** Other scripts take up to three bytes a character. */
const MAX_BYTES_OF_OTHERS = 2 * MAX_BYTES;

export interface SingleFile {
  /** The built site of one language. */
  readonly site: string;
  /** Its whole knowledge. */
  readonly knowledge: string;
  /** The folder of its words. */
  readonly words: string;
  /** Where it goes, besides the site. */
  readonly file: string;
}

/**
 * The guide and the flow in one file, for a USB stick or an intranet: opened from `file://`, without a single request.
 * Made of the built pages, so that it says what the site says. A page is a section; its address is the section's id.
 */
export async function buildSingleFile({ site, knowledge: known, words: wordsFolder, file }: SingleFile): Promise<void> {
  const index = await readFile(path.join(site, 'index.html'), 'utf8');
  const root = /data-root="([^"]*)"/.exec(index)?.[1] ?? '/';
  const pages = await pagesOf(site);
  const views = await Promise.all(
    pages.map(async page => {
      const html = await readFile(path.join(site, page, 'index.html'), 'utf8');
      return carryFiles(viewOf(page, html, root, pages), site, root);
    }),
  );
  const words = await loadStrings(path.join(wordsFolder, 'site.yaml'));
  const say = (key: string) => escapeHtml(words[key] ?? key);
  const knowledge: Knowledge = JSON.parse(await readFile(known, 'utf8'));
  const linked = JSON.parse(JSON.stringify(knowledge), (_, value: unknown) =>
    typeof value === 'string' && value.includes('href="') ? pointLinks(value, root, pages) : value,
  );
  const style = await styleOf(site, root);
  const script = await scriptOf();
  const policy = [
    "default-src 'none'",
    `script-src '${hash(script)}'`,
    `style-src '${hash(style)}'`,
    'font-src data:',
    'media-src data:',
    'img-src data:',
    "base-uri 'none'",
    "form-action 'none'",
    "require-trusted-types-for 'script'",
    'trusted-types lit-html',
  ].join(';');
  const brand = /<a class="brand"[^>]*>(.*?)<\/a>/s.exec(index)?.[1] ?? say('site.name');
  const html = `<!doctype html><html lang="${knowledge.language}" dir="${knowledge.direction}"><head><meta charset="utf-8">
<meta http-equiv="content-security-policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1"><meta name="referrer" content="no-referrer">
<meta name="color-scheme" content="light dark"><meta name="application-name" content="${say('site.name')}">
<title>${say('start.title')}</title><meta name="description" content="${say('start.description')}">
<style>${style}</style></head><body>
<header class="top"><a class="brand" href="#/" aria-label="${say('site.home')}">${brand}</a>
<nav aria-label="${say('nav.label')}">${LISTS.map(list => `<a href="#/${list}/">${say(`nav.${list}`)}</a>`).join('')}</nav></header>
<main id="main"><section class="view first" id="/"><div class="page diagnose">
<h1>${say('start.heading')}</h1><p class="lead">${say('single.lead')}</p>
<div id="flow"></div>
<p class="small soft" hidden><label><input type="checkbox" id="keep" aria-describedby="keep-note"> ${say('single.keep')}</label> <span id="keep-note">${say('single.keep-note')}</span></p>
<noscript><p>${say('single.no-script')}</p></noscript>
<p class="flagship"><a href="#/guides/error-0x4/">${say('single.flagship')}</a></p></div></section>
${views.join('\n')}</main>
<footer class="foot-links"><p>${say('foot.privacy')}</p></footer>
<script type="application/json" id="knowledge">${JSON.stringify(linked).replaceAll('<', '\\u003c')}</script>
<script type="module">${script}</script></body></html>
`;
  const bytes = Buffer.byteLength(html);
  const most = knowledge.language === 'en' ? MAX_BYTES : MAX_BYTES_OF_OTHERS;
  if (bytes > most) throw new Error(`the single file has ${bytes} bytes, at most ${most} are allowed`);
  await writeFile(file, html);
  await writeFile(path.join(site, 'reconnect.html'), html);
}

/** `guides/error-0x4`, as the addresses have it without their outer slashes. */
async function pagesOf(site: string): Promise<readonly string[]> {
  const single = await Promise.all(
    FOLDERS.map(async folder => {
      const entries = await readdir(path.join(site, folder), { withFileTypes: true });
      return entries.filter(entry => entry.isDirectory()).map(entry => `${folder}/${entry.name}`);
    }),
  );
  return [...LISTS, ...MORE, ...single.flat().sort()];
}

function viewOf(page: string, html: string, root: string, pages: readonly string[]): string {
  const [, main] = /<main id="main">(.*)<\/main>/s.exec(html) ?? [];
  if (main === undefined) throw new Error(`${page}: no <main id="main">`);
  const body = pointLinks(main, root, pages, page)
    .replace(/<script\b.*?<\/script>/gs, '')
    // What only a script of its own page works would be dead here.
    .replace(/<(fieldset|button|div) class="[^"]*\b(?:systems|sheet-act|host-field)\b[^"]*".*?<\/\1>/gs, '')
    // The document itself sends no referrer.
    .replaceAll(' rel="noreferrer"', '');
  // The list of codes keeps its ids: its own script looks for them. Others would meet in one document.
  const own = page === 'codes' ? body : prefixIds(body, page);
  return `<section class="view" id="/${page}/">${own}</section>`;
}

/** Links within stay within, links to the flow open it with what they know, the rest are no links here. */
function pointLinks(html: string, root: string, pages: readonly string[], page = ''): string {
  return html.replace(/\shref="([^"]*)"/g, (whole, found: string) => {
    if (found.startsWith('#')) return page === 'codes' || page === '' ? whole : ` href="#${page}--${found.slice(1)}"`;
    if (!found.startsWith('/')) return whole;
    const [address = '', fragment = ''] = `/${found.slice(found.startsWith(root) ? root.length : 1)}`.split('#');
    const name = address.replace(/^\/|\/$/g, '');
    if (name === '') return ' href="#/"';
    if (name === 'diagnose') return ` href="#/" data-known="${fragment}"`;
    if (!pages.includes(name)) return '';
    if (name === 'codes' && fragment !== '') return ` href="#${fragment}"`;
    return fragment === '' ? ` href="#/${name}/"` : ` href="#${name}--${fragment}"`;
  });
}

/** What a page shows beside its text, a recording for instance, comes along in the page itself. */
async function carryFiles(html: string, site: string, root: string): Promise<string> {
  const named = [...html.matchAll(/\s(?:src|poster)="([^"]*)"/g)].map(hit => hit[1] ?? '');
  let carried = html;
  for (const address of new Set(named)) {
    const type = TYPES[path.extname(address)];
    if (type === undefined || !address.startsWith(root)) throw new Error(`${address}: cannot be carried in one file`);
    const data = (await readFile(path.join(site, address.slice(root.length)))).toString('base64');
    carried = carried.replaceAll(`"${address}"`, `"data:${type};base64,${data}"`);
  }
  return carried;
}

function prefixIds(html: string, page: string): string {
  return html.replace(
    /\s(id|for|aria-labelledby|aria-describedby|aria-controls)="([^"]*)"/g,
    (_, name: string, ids: string) =>
      ` ${name}="${ids
        .split(' ')
        .map(id => `${page}--${id}`)
        .join(' ')}"`,
  );
}

/** Every style of the site, with its font in it. One section shows at a time; without `:has` all of them do. */
async function styleOf(site: string, root: string): Promise<string> {
  const folder = path.join(site, '_astro');
  const files = (await readdir(folder)).filter(file => file.endsWith('.css')).sort(siteFirst);
  const sheets = await Promise.all(files.map(file => readFile(path.join(folder, file), 'utf8')));
  const fonts = (await readdir(folder)).filter(file => file.endsWith('.woff2'));
  let style = sheets.join('\n');
  for (const font of fonts) {
    const data = `data:font/woff2;base64,${(await readFile(path.join(folder, font))).toString('base64')}`;
    style = style.replaceAll(`${root}_astro/${font}`, data);
  }
  return `${style}

.view{scroll-margin-top:12rem}.view>.page>.lead{margin-bottom:var(--space-5)}@supports selector(:has(*)){.view{display:none}.view:target,.view:has(:target),:root:not(:has(.view:target,.view :target)) .view.first{display:block}}`;
}

/** What every page has comes before what one page adds. */
const siteFirst = (a: string, b: string): number =>
  Number(b.startsWith('site.')) - Number(a.startsWith('site.')) || a.localeCompare(b);

async function scriptOf(): Promise<string> {
  const bundled = await rolldown({
    input: path.join(import.meta.dirname, 'browser', 'single-file.ts'),
    platform: 'browser',
    logLevel: 'warn',
    checks: { pluginTimings: false },
  });
  const { output } = await bundled.generate({ format: 'esm', minify: true, codeSplitting: false });
  await bundled.close();
  // What would end a script or open a comment in HTML only ever stands in its strings.
  return output[0].code.replaceAll('</script', '<\\/script').replaceAll('<!--', '<\\!--').trim();
}

const hash = (text: string): string => `sha256-${createHash('sha256').update(text).digest('base64')}`;

const escapeHtml = (text: string): string => text.replace(/[&<>"]/g, sign => `&#${sign.charCodeAt(0)};`);
