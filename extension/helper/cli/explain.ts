import { codeId } from '../../../machines/codes/entry.ts';
import { resolveCode } from '../../../machines/codes/look-up.ts';
import type { Finding } from '../../../machines/findings.ts';
import type { Sentence } from '../../../machines/format.ts';
import { conclude, type Verdict } from '../../../machines/inference/conclude.ts';
import { outlookOf } from '../../../machines/inference/next-step.ts';
import { type Model, REACHES, type Reach } from '../../../machines/knowledge.ts';
import { fieldsOf, parseJson } from '../../../machines/schemas/fields.ts';
import { type AskableId, isAnswer, isAskableId, isQuestionId, QUESTION_IDS } from '../../../machines/vocabulary.ts';
import { terminalText } from '../safe-text.ts';
import { EXIT, type Exit } from './command.ts';
import { putSoFar } from './replay.ts';
import { verdictToJson } from './verdict-json.ts';

/** What `reconnect explain` writes, and how it ends. */
export interface Explained {
  /** JSON lines for standard output. */
  readonly output: string;
  /** Bad input when a line was not understood; else a single line's verdict; several lines end well. */
  readonly exitCode: Exit;
  /** One clear sentence a bad line, for standard error; no line where it is about all of them. */
  readonly errors: readonly { readonly line?: number; readonly sentence: Sentence }[];
}

const MAX_LINE = 65_536;
const MAX_LINES = 100_000;
const MAX_ANSWERS = 64;

const fault = (name: string, values?: Sentence['values']): Sentence => ({
  key: `cli.explain.${name}`,
  ...(values && { values }),
});

/** What somebody wrote, so that it cannot do more in a terminal than be read. */
const shown = (value: unknown): string => terminalText(JSON.stringify(value) ?? '', 60);

/** Findings → verdict and next step; JSON lines in, JSON lines out. */
export function explainLines(model: Model, text: string): Explained {
  const lines = text.split('\n').flatMap((line, index) => (line.trim() === '' ? [] : [{ line, number: index + 1 }]));
  const none = (sentence: Sentence): Explained => ({ output: '', exitCode: EXIT.badInput, errors: [{ sentence }] });
  if (lines.length === 0) return none(fault('empty'));
  if (lines.length > MAX_LINES) return none(fault('too-many-lines', { most: MAX_LINES }));
  const output: string[] = [];
  const errors: Explained['errors'][number][] = [];
  let last: Verdict | undefined;
  for (const { line, number } of lines) {
    const request = readRequest(model, line);
    if ('key' in request) {
      errors.push({ line: number, sentence: request });
      continue;
    }
    last = conclude(model, request.findings);
    output.push(answerTo(model, request, last));
  }
  return { output: output.map(line => `${line}\n`).join(''), exitCode: exitCodeOf(lines.length, errors, last), errors };
}

function exitCodeOf(lines: number, errors: Explained['errors'], last: Verdict | undefined): Exit {
  if (errors.length > 0 || last === undefined) return EXIT.badInput;
  if (lines > 1 || last.healthy) return EXIT.healthy;
  return last.settled ? EXIT.fault : EXIT.unsettled;
}

interface Request {
  readonly id?: string | number;
  readonly findings: readonly Finding[];
  /** Put, and not answered, in order. */
  readonly blank: readonly AskableId[];
  readonly reach?: Reach;
}

function answerTo(model: Model, { id, findings, blank, reach }: Request, verdict: Verdict): string {
  const asked = putSoFar(model, findings, blank, reach);
  const { next, end, left } = outlookOf(model, { findings, asked, reach, probe: false, failed: [] });
  return JSON.stringify({
    ...(id === undefined ? {} : { id }),
    verdict: verdictToJson(verdict),
    next: next ?? null,
    end: end ?? null,
    left,
  });
}

/** One line as a request, or the sentence that says what is wrong with it. */
function readRequest(model: Model, line: string): Request | Sentence {
  if (line.length > MAX_LINE) return fault('long-line', { most: MAX_LINE });
  const fields = fieldsOf(parseJson(line));
  if (fields === undefined) return fault('no-object');
  const { id, asked = [], reach } = fields;
  if (id !== undefined && typeof id !== 'string' && typeof id !== 'number') return fault('id');
  const blank = readAsked(asked);
  if ('key' in blank) return blank;
  const within = REACHES.find(known => known === reach);
  if (reach !== undefined && within === undefined) return fault('reach', { known: REACHES.join(', ') });
  const findings = fieldsOf(fields.findings);
  if (findings === undefined) return fault('findings');
  const read: Finding[] = [];
  for (const [question, answers] of Object.entries(findings)) {
    if (!isQuestionId(question)) return fault('question', { question: terminalText(question, 60) });
    const list: readonly unknown[] = Array.isArray(answers) ? answers : [answers];
    if (list.length > MAX_ANSWERS) return fault('many-answers', { question, most: MAX_ANSWERS });
    for (const answer of list) {
      if (typeof answer !== 'string' || !isAnswer(question, answer)) {
        return fault('answer', { question, answer: shown(answer) });
      }
      const known = question === 'code' ? named(model, answer) : answer;
      read.push({ question, answer: known, source: 'person' });
    }
  }
  return {
    ...(id === undefined ? {} : { id }),
    findings: read,
    blank: blank.ids,
    ...(within === undefined ? {} : { reach: within }),
  };
}

function readAsked(asked: unknown): { readonly ids: readonly AskableId[] } | Sentence {
  if (!Array.isArray(asked) || asked.length > QUESTION_IDS.length + 1) return fault('asked');
  const list: readonly unknown[] = asked;
  const read: AskableId[] = [];
  for (const id of list) {
    if (typeof id !== 'string' || !isAskableId(id)) {
      return fault('asked-question', { question: shown(id) });
    }
    if (!read.includes(id)) read.push(id);
  }
  return { ids: read };
}

/** A wording in other words than the catalogue's is taken for the nearest; a number stays as it was written. */
function named({ codes }: Model, id: string): string {
  const entry = id.startsWith('message:') ? resolveCode(codes, id) : undefined;
  return entry === undefined ? id : codeId(entry);
}
