import type { Words } from '../knowledge.ts';
import { reportLines } from './lines.ts';
import type { Report } from './report.ts';

/** For tickets and mail. Every text of a stranger is escaped, so that it stays text. */
export function toMarkdown(report: Report, words: Words): string {
  const { title, facts, verdict, stages, findings } = reportLines(report, words);
  const say = (key: string) => words.ui[key] ?? key;
  return [
    `# ${escapeMarkdown(title)}`,
    facts.map(([label, value]) => `- **${escapeMarkdown(label)}:** ${escapeMarkdown(value)}`).join('\n'),
    `## ${escapeMarkdown(say('report.verdict'))}`,
    verdict.map(line => `- ${escapeMarkdown(line)}`).join('\n'),
    ...(stages.length === 0 ? [] : [`## ${escapeMarkdown(say('report.stages'))}`, markdownTable(stages)]),
    ...(findings.length === 0 ? [] : [`## ${escapeMarkdown(say('report.findings'))}`, markdownTable(findings)]),
  ]
    .filter(block => block !== '')
    .join('\n\n')
    .concat('\n');
}

/** One page that needs nothing else and runs nothing: no script, no address of another file. */
export function toHtml(report: Report, words: Words): string {
  const { title, facts, verdict, stages, findings } = reportLines(report, words);
  const say = (key: string) => words.ui[key] ?? key;
  const table = (rows: readonly (readonly string[])[]) =>
    `<table>${rows.map(row => `<tr>${row.map(cell => `<td>${escapeHtml(cell)}</td>`).join('')}</tr>`).join('')}</table>`;
  return [
    '<!doctype html><html lang="en"><head><meta charset="utf-8">',
    '<meta http-equiv="Content-Security-Policy" content="default-src \'none\'; style-src \'unsafe-inline\'">',
    `<meta name="viewport" content="width=device-width"><title>${escapeHtml(title)}</title>`,
    '<style>:root{color-scheme:light dark}body{font:1rem/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem}',
    'table{border-collapse:collapse;width:100%}td{border:1px solid;padding:.3rem .6rem;vertical-align:top;overflow-wrap:anywhere}</style>',
    `</head><body><h1>${escapeHtml(title)}</h1>`,
    `<ul>${facts.map(([label, value]) => `<li><b>${escapeHtml(label)}:</b> ${escapeHtml(value)}</li>`).join('')}</ul>`,
    `<h2>${escapeHtml(say('report.verdict'))}</h2>`,
    `<ul>${verdict.map(line => `<li>${escapeHtml(line)}</li>`).join('')}</ul>`,
    stages.length === 0 ? '' : `<h2>${escapeHtml(say('report.stages'))}</h2>${table(stages)}`,
    findings.length === 0 ? '' : `<h2>${escapeHtml(say('report.findings'))}</h2>${table(findings)}`,
    '</body></html>\n',
  ].join('');
}

/** The machine's form; `parseReport` reads it back. */
export function toJson(report: Report): string {
  return `${JSON.stringify(report, undefined, 2)}\n`;
}

function markdownTable(rows: readonly (readonly string[])[]): string {
  const [first] = rows;
  if (first === undefined) return '';
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [
    line(first.map(() => '')),
    line(first.map(() => '---')),
    ...rows.map(row => line(row.map(escapeMarkdown))),
  ].join('\n');
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
