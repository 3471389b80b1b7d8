import type { Path } from '../../machines/diagnosis/path.ts';
import type { Knowledge } from '../../machines/knowledge.ts';
import type { BothEnds } from '../../machines/report/both-ends.ts';
import { lineRows } from '../../machines/report/line-rows.ts';
import { type ReportTable, reportLines } from '../../machines/report/lines.ts';
import { reportDrawn } from '../../machines/report/report-path.ts';
import type { Report } from '../../machines/schemas/report.ts';
import { formatDateTime } from './date-time.ts';
import { element } from './element.ts';

/** A report as elements. Every text in it may be from anybody, so it goes in as text and never as markup. */
export function drawReport(report: Report, knowledge: Knowledge): readonly HTMLElement[] {
  const { words } = knowledge;
  const { path, ends, codes } = reportDrawn(report, knowledge);
  const { facts, verdict, stages, findings } = reportLines(report, knowledge, codes);
  const say = (key: string) => words.ui[key] ?? key;
  const heading = (key: string) => element('h2', say(key));
  return [
    list(
      'dl',
      facts.flatMap(([label, value]) => [element('dt', label), element('dd', inPlainDate(value))]),
    ),
    heading('path.label'),
    ...drawLine(path),
    ...(ends === undefined ? [] : drawEnds(ends, heading)),
    heading('report.verdict'),
    list(
      'ul',
      // The sign stays with its number.
      verdict.map(line => element('li', line.replace(/ %/, '\u00a0%'))),
    ),
    ...(stages.rows.length === 0 ? [] : [heading('report.stages'), table(stages, say('report.stages'))]),
    ...(findings.rows.length === 0 ? [] : [heading('report.findings'), table(findings, say('report.findings'))]),
  ];
}

/** The line, standing: a list first, drawn beside it. Colour adds nothing that its signs and words do not say. */
function drawLine(path: Path): readonly HTMLElement[] {
  const sentence = element('p', path.sentence);
  if (path.clear) sentence.className = 'joined';
  const rows = lineRows(path).map(({ state, sign, place, words, belief, hangs }) => {
    const mark = element('i', sign);
    mark.ariaHidden = 'true';
    const row = list('li', [mark, element('b', place), element('span', words)]);
    if (belief !== '') row.append(element('em', belief));
    row.classList.add(state);
    row.classList.toggle('believed', belief !== '');
    row.classList.toggle('hangs', hangs);
    return row;
  });
  const line = list('ol', rows);
  line.className = 'line';
  return [sentence, line];
}

/** What each end saw: the sentence first, then both sides beside each other, then what does not fit. */
function drawEnds(
  { sentence, ends, contradictions }: BothEnds,
  heading: (key: string) => HTMLElement,
): readonly HTMLElement[] {
  const sides = ends.map(({ end, title, lines }) => {
    const items = lines.map(({ words, source }) => list('li', [element('span', words), element('small', source)]));
    const side = list('section', [element('h3', title), list('ul', items)]);
    side.dataset.end = end;
    return side;
  });
  const both = list('div', sides);
  both.className = 'both-ends';
  const against = contradictions.map(line => element('li', line));
  return [
    heading('report.ends'),
    element('p', sentence, 'ends-sentence'),
    both,
    ...(against.length === 0 ? [] : [list('ul', against)]),
  ];
}

/** A point of time as people read it; the report itself keeps it for machines. */
function inPlainDate(value: string): string {
  return /^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(value) ? formatDateTime(value) : value;
}

function table({ heads, rows }: ReportTable, label: string): HTMLElement {
  const titles = heads.map(head => {
    const made = element('th', head);
    made.setAttribute('scope', 'col');
    return made;
  });
  const lines = rows.map(cells =>
    list(
      'tr',
      cells.map(cell => element('td', cell)),
    ),
  );
  const room = list('div', [list('table', [list('thead', [list('tr', titles)]), list('tbody', lines)])]);
  room.className = 'table-room';
  room.role = 'group';
  room.ariaLabel = label;
  room.tabIndex = 0;
  return room;
}

function list(name: string, children: readonly HTMLElement[]): HTMLElement {
  const made = document.createElement(name);
  made.append(...children);
  return made;
}
