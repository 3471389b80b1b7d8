import type { Words } from '../../machines/knowledge.ts';
import { reportLines } from '../../machines/report/lines.ts';
import type { Report } from '../../machines/report/report.ts';

/** A report as elements. Every text in it may be a stranger's, so it goes in as text and never as markup. */
export function drawReport(report: Report, words: Words): readonly HTMLElement[] {
  const { facts, verdict, stages, findings } = reportLines(report, words);
  const heading = (key: string) => element('h2', words.ui[key] ?? key);
  return [
    list(
      'dl',
      facts.flatMap(([label, value]) => [element('dt', label), element('dd', inPlainDate(value))]),
    ),
    heading('report.verdict'),
    list(
      'ul',
      verdict.map(line => element('li', line)),
    ),
    ...(stages.length === 0 ? [] : [heading('report.stages'), table(stages)]),
    ...(findings.length === 0 ? [] : [heading('report.findings'), table(findings)]),
  ];
}

/** A point of time as people read it; the report itself keeps it for machines. */
function inPlainDate(value: string): string {
  if (!/^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(value)) return value;
  const format = new Intl.DateTimeFormat(document.documentElement.lang, { dateStyle: 'medium', timeStyle: 'short' });
  return format.format(new Date(value));
}

function table(rows: readonly (readonly string[])[]): HTMLElement {
  const body = list(
    'table',
    rows.map(cells =>
      list(
        'tr',
        cells.map(cell => element('td', cell)),
      ),
    ),
  );
  const room = list('div', [body]);
  room.className = 'table-room';
  room.tabIndex = 0;
  return room;
}

function element(name: string, text: string): HTMLElement {
  const made = document.createElement(name);
  made.textContent = text;
  return made;
}

function list(name: string, children: readonly HTMLElement[]): HTMLElement {
  const made = document.createElement(name);
  made.append(...children);
  return made;
}
