/** What an author chooses for their page. Empty is "as it comes". */
export interface Choices {
  readonly kind: 'element' | 'frame';
  readonly code: string;
  readonly cause: string;
  readonly target: string;
  readonly theme: string;
  readonly lang: string;
  readonly audience: string;
  readonly support: string;
  readonly handOver: string;
  readonly stepTitle: string;
  readonly stepLines: string;
}

/** Where the guide is hosted, and the hashes of what it has there. */
export interface Host {
  /** Ends with a slash. */
  readonly base: string;
  /** Of each script of the widget. */
  readonly integrity: Readonly<Record<string, string>>;
  /** Of `knowledge.json`. */
  readonly knowledge: string;
  /** What a frame is called for those who cannot see it. */
  readonly frameTitle: string;
}

/** The attributes of the tag, which are the parameters of the frame as well. */
export function attributesOf(choices: Choices): Readonly<Record<string, string>> {
  const { code, cause, target, theme, lang, audience, support, handOver } = choices;
  const step = localStep(choices);
  const all = { code, cause, target, theme, lang, audience, support, 'hand-over': handOver, 'local-step': step };
  return Object.fromEntries(
    Object.entries(all).flatMap(([name, value]) => (value.trim() ? [[name, value.trim()]] : [])),
  );
}

function localStep({ stepTitle, stepLines, cause }: Choices): string {
  if (stepTitle.trim() === '') return '';
  const lines = stepLines
    .split('\n')
    .map(line => line.trim())
    .filter(line => line !== '');
  return JSON.stringify({ title: stepTitle.trim(), lines, ...(cause === '' ? {} : { causes: [cause] }) });
}

/** What goes into the page. */
export function tagFor(choices: Choices, host: Host): string {
  return choices.kind === 'frame' ? frameTag(choices, host) : elementTag(choices, host);
}

function elementTag(choices: Choices, { base, integrity, knowledge }: Host): string {
  const hash = integrity['reconnect.js'];
  const pinned = hash === undefined ? '' : `\n  integrity="${hash}" crossorigin="anonymous"`;
  const lines = Object.entries(attributesOf(choices)).map(([name, value]) => `\n  ${name}="${escaped(value)}"`);
  return `<script type="module" src="${base}widget/reconnect.js"${pinned}></script>
<rdp-diagnosis${lines.join('')}
  knowledge="${base}knowledge.json"
  knowledge-integrity="${knowledge}"></rdp-diagnosis>`;
}

function frameTag(choices: Choices, { base, frameTitle }: Host): string {
  const query = new URLSearchParams(attributesOf(choices)).toString().replaceAll('%3A', ':');
  const address = `${base}embed/${query === '' ? '' : `?${query}`}`;
  return `<iframe src="${escaped(address)}"
  title="${escaped(frameTitle)}" width="100%" height="640"
  sandbox="allow-scripts allow-popups allow-popups-to-escape-sandbox" loading="lazy"></iframe>`;
}

/** The lines that the page's policy needs; `map` is the hash of the import map, which stands in the page itself. */
export function policyFor({ kind }: Choices, { base }: Host, map = ''): string {
  if (kind === 'frame') return `frame-src ${base}embed/`;
  return `script-src ${base}widget/${map === '' ? '' : ` '${map}'`};
connect-src ${base}knowledge.json ${base}wordings/;
require-trusted-types-for 'script'; trusted-types lit-html`;
}

/** Pins the part that comes later as well, for browsers that read hashes from an import map. */
export function importMapFor({ base, integrity }: Host): string {
  const later = Object.entries(integrity).filter(([file]) => file !== 'reconnect.js');
  const map = { integrity: Object.fromEntries(later.map(([file, hash]) => [`${base}widget/${file}`, hash])) };
  return `<script type="importmap">\n${JSON.stringify(map, null, 2)}\n</script>`;
}

/** The hash by which a policy lets the import map through. A browser computes none for a page without https. */
export async function hashOfMap(tag: string): Promise<string> {
  const inside = tag.slice(tag.indexOf('>') + 1, tag.lastIndexOf('<'));
  const digest = await globalThis.crypto?.subtle?.digest('SHA-256', new TextEncoder().encode(inside));
  return digest === undefined ? '' : `sha256-${btoa(String.fromCharCode(...new Uint8Array(digest)))}`;
}

function escaped(value: string): string {
  return value.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;');
}
