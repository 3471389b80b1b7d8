import type { Path } from '../diagnosis/path.ts';
import type { Report } from '../schemas/report.ts';
import type { BothEnds } from './both-ends.ts';
import { lineRows } from './line-rows.ts';
import { type InLanguage, type ReportTable, reportLines } from './lines.ts';

/** What is written beside the report's own lines, where it can be: the line as it is drawn, and what each end saw. */
export interface Drawn {
  readonly path?: Path | undefined;
  readonly ends?: BothEnds | undefined;
  readonly codes?: ReadonlyMap<string, string>;
}

/** For tickets and mail. Untrusted text is escaped, so that it stays text. */
export function toMarkdown(report: Report, knowledge: InLanguage, { path, ends, codes }: Drawn = {}): string {
  const { title, facts, verdict, stages, findings } = reportLines(report, knowledge, codes);
  const say = (key: string) => knowledge.words.ui[key] ?? key;
  return [
    `# ${escapeMarkdown(title)}`,
    facts.map(([label, value]) => `- **${escapeMarkdown(label)}:** ${escapeMarkdown(plainDate(value))}`).join('\n'),
    ...(path === undefined ? [] : markdownLine(path, say('path.label'))),
    ...(ends === undefined ? [] : markdownEnds(ends, say)),
    `## ${escapeMarkdown(say('report.verdict'))}`,
    verdict.map(line => `- ${escapeMarkdown(line)}`).join('\n'),
    ...(stages.rows.length === 0 ? [] : [`## ${escapeMarkdown(say('report.stages'))}`, markdownTable(stages)]),
    ...(findings.rows.length === 0 ? [] : [`## ${escapeMarkdown(say('report.findings'))}`, markdownTable(findings)]),
  ]
    .filter(block => block !== '')
    .join('\n\n')
    .concat('\n');
}

/** One page that needs nothing else and runs nothing: no script, no address of another file. */
export function toHtml(report: Report, knowledge: InLanguage, { path, ends, codes }: Drawn = {}): string {
  const { title, facts, verdict, stages, findings } = reportLines(report, knowledge, codes);
  const say = (key: string) => knowledge.words.ui[key] ?? key;
  return [
    `<!doctype html><html lang="${knowledge.language}" dir="${knowledge.direction}"><head><meta charset="utf-8">`,
    '<meta http-equiv="Content-Security-Policy" content="default-src \'none\'; style-src \'unsafe-inline\'">',
    `<meta name="viewport" content="width=device-width"><title>${escapeHtml(title)}</title>`,
    '<style>:root{color-scheme:light dark}body{font:1rem/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem}',
    'table{border-collapse:collapse;width:100%}th{text-align:start}td,th{border:1px solid;padding:.3rem .6rem;vertical-align:top;overflow-wrap:anywhere}',
    path === undefined ? '' : LINE_STYLES,
    '</style>',
    `</head><body><h1>${escapeHtml(title)}</h1>`,
    `<ul>${facts.map(([label, value]) => `<li><b>${escapeHtml(label)}:</b> ${escapeHtml(plainDate(value))}</li>`).join('')}</ul>`,
    path === undefined ? '' : htmlLine(path, say('path.label')),
    ends === undefined ? '' : htmlEnds(ends, say),
    `<h2>${escapeHtml(say('report.verdict'))}</h2>`,
    `<ul>${verdict.map(line => `<li>${escapeHtml(line)}</li>`).join('')}</ul>`,
    stages.rows.length === 0 ? '' : `<h2>${escapeHtml(say('report.stages'))}</h2>${htmlTable(stages)}`,
    findings.rows.length === 0 ? '' : `<h2>${escapeHtml(say('report.findings'))}</h2>${htmlTable(findings)}`,
    '</body></html>\n',
  ].join('');
}

/** The machine's form; `parseReport` reads it back. */
export function toJson(report: Report): string {
  return `${JSON.stringify(report, undefined, 2)}\n`;
}

/** The line as a list, each place with its sign; under the bracket its words stand behind a place. */
function markdownLine(path: Path, title: string): readonly string[] {
  const rows = lineRows(path).map(({ sign, place, words, belief }) => {
    const under = belief === '' ? '' : ` ┆ *${escapeMarkdown(belief)}*`;
    return `- ${sign} **${escapeMarkdown(place)}:** ${escapeMarkdown(words)}${under}`;
  });
  return [`## ${escapeMarkdown(title)}`, escapeMarkdown(path.sentence), rows.join('\n')];
}

/** The line standing: solid where it was seen, double where it was told, dashed at its side where it is only believed. */
const LINE_STYLES = [
  '.line{list-style:none;padding:0}.line li{position:relative;padding:0 1rem .8rem 1.6rem;border-inline-start:2px solid #888;margin-inline-start:.6rem}',
  '.line li:last-child{border-inline-start-color:transparent}.line i{position:absolute;inset-inline-start:-.55rem;font-style:normal;line-height:1;background:Canvas}',
  '.line .passed:has(+.passed),.line .passed:has(+.failed){border-inline-start:5px solid #00796a}.line .told:has(+.told){border-inline-start:5px double #00796a}',
  '.line .passed i,.line .told i{color:#00796a}.line .failed i,.line .failed b{color:#d1360d}.line .hangs{margin-inline-start:1.6rem;border-inline-start-style:dotted}',
  '.line .believed{border-inline-end:3px dashed #7a6a3c}.line em{float:inline-end;color:#7a6a3c}.joined{color:#00796a;font-weight:bold}',
  '@media print{.line,.joined{print-color-adjust:exact}}',
].join('');

function htmlLine(path: Path, title: string): string {
  const rows = lineRows(path).map(({ state, sign, place, words, belief, hangs }) => {
    const kinds = [state, ...(belief === '' ? [] : ['believed']), ...(hangs ? ['hangs'] : [])].join(' ');
    const under = belief === '' ? '' : `<em>${escapeHtml(belief)}</em>`;
    return `<li class="${kinds}">${under}<i aria-hidden="true">${sign}</i><b>${escapeHtml(place)}</b><br>${escapeHtml(words)}</li>`;
  });
  const sentence = `<p${path.clear ? ' class="joined"' : ''}>${escapeHtml(path.sentence)}</p>`;
  return `<h2>${escapeHtml(title)}</h2>${sentence}<ol class="line">${rows.join('')}</ol>`;
}

function markdownEnds({ sentence, ends, contradictions }: BothEnds, say: (key: string) => string): readonly string[] {
  const listOf = (lines: readonly string[]) => lines.map(line => `- ${escapeMarkdown(line)}`).join('\n');
  return [
    `## ${escapeMarkdown(say('report.ends'))}`,
    escapeMarkdown(sentence),
    ...ends.flatMap(({ title, lines }) => [`### ${escapeMarkdown(title)}`, listOf(lines.map(endLine))]),
    ...(contradictions.length === 0
      ? []
      : [`### ${escapeMarkdown(say('report.ends.contradicts'))}`, listOf(contradictions)]),
  ];
}

function htmlEnds({ sentence, ends, contradictions }: BothEnds, say: (key: string) => string): string {
  const listOf = (lines: readonly string[]) => `<ul>${lines.map(line => `<li>${escapeHtml(line)}</li>`).join('')}</ul>`;
  const sides = ends.map(({ title, lines }) => `<h3>${escapeHtml(title)}</h3>${listOf(lines.map(endLine))}`).join('');
  const against =
    contradictions.length === 0
      ? ''
      : `<h3>${escapeHtml(say('report.ends.contradicts'))}</h3>${listOf(contradictions)}`;
  return `<h2>${escapeHtml(say('report.ends'))}</h2><p>${escapeHtml(sentence)}</p>${sides}${against}`;
}

const endLine = ({ words, source }: BothEnds['ends'][number]['lines'][number]): string => `${words} (${source})`;

function htmlTable({ heads, rows }: ReportTable): string {
  const cells = rows.map(row => `<tr>${row.map(cell => `<td>${escapeHtml(cell)}</td>`).join('')}</tr>`).join('');
  const titles = heads.map(head => `<th scope="col">${escapeHtml(head)}</th>`).join('');
  return `<table><thead><tr>${titles}</tr></thead><tbody>${cells}</tbody></table>`;
}

function markdownTable({ heads, rows }: ReportTable): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [
    line(heads.map(escapeMarkdown)),
    line(heads.map(() => '---')),
    ...rows.map(row => line(row.map(escapeMarkdown))),
  ].join('\n');
}

/** A point of time as people write it. Who reads it may be anywhere, so it stays UTC. */
function plainDate(value: string): string {
  return value.replace(/^(\d{4}-\d\d-\d\d)T(\d\d:\d\d):[\d.]+Z$/, '$1 $2 UTC');
}

function escapeMarkdown(text: string): string {
  return text.replace(/[\r\n]+/g, ' ').replace(/[\\`*_{}[\]<>#|~!&]/g, sign => `\\${sign}`);
}

function escapeHtml(text: string): string {
  const signs: Readonly<Record<string, string>> = {
    '&': '&amp;',
    '<': '&lt;',
    '>': '&gt;',
    '"': '&quot;',
    "'": '&#39;',
  };
  return text.replace(/[&<>"']/g, sign => signs[sign] ?? '');
}
