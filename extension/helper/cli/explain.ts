import { codeId } from '../../../machines/codes/entry.ts';
import { resolveCode } from '../../../machines/codes/look-up.ts';
import type { Finding } from '../../../machines/findings.ts';
import { conclude, type Verdict } from '../../../machines/inference/conclude.ts';
import { outlookOf } from '../../../machines/inference/next-step.ts';
import { type Model, REACHES, type Reach } from '../../../machines/knowledge.ts';
import { fieldsOf, parseJson } from '../../../machines/schemas/fields.ts';
import { type AskableId, isAnswer, isAskableId, isQuestionId, QUESTION_IDS } from '../../../machines/vocabulary.ts';
import { terminalText } from '../safe-text.ts';
import { putSoFar } from './replay.ts';
import { verdictToJson } from './verdict-json.ts';

/** What `reconnect explain` writes, and how it ends. */
export interface Explained {
  /** JSON lines for standard output. */
  readonly output: string;
  /** 2 when a line was not understood; else, for a single line, 0 healthy, 1 settled, 3 not settled; for several, 0. */
  readonly exitCode: 0 | 1 | 2 | 3;
  /** One clear sentence a bad line, for standard error. */
  readonly errors: readonly string[];
}

const MAX_LINE = 65_536;
const MAX_LINES = 100_000;
const MAX_ANSWERS = 64;

/** Findings → verdict and next step; JSON lines in, JSON lines out (interface.md). */
export function explainLines(model: Model, text: string): Explained {
  const lines = text.split('\n').flatMap((line, index) => (line.trim() === '' ? [] : [{ line, number: index + 1 }]));
  if (lines.length === 0)
    return { output: '', exitCode: 2, errors: ['There is nothing to explain: the input is empty.'] };
  if (lines.length > MAX_LINES) {
    return { output: '', exitCode: 2, errors: [`The input has more than ${MAX_LINES} lines.`] };
  }
  const output: string[] = [];
  const errors: string[] = [];
  let last: Verdict | undefined;
  for (const { line, number } of lines) {
    const request = readRequest(model, line);
    if (typeof request === 'string') {
      errors.push(`Line ${number}: ${request}`);
      continue;
    }
    last = conclude(model, request.findings);
    output.push(answerTo(model, request, last));
  }
  return { output: output.map(line => `${line}\n`).join(''), exitCode: exitCodeOf(lines.length, errors, last), errors };
}

function exitCodeOf(lines: number, errors: readonly string[], last: Verdict | undefined): Explained['exitCode'] {
  if (errors.length > 0 || last === undefined) return 2;
  if (lines > 1 || last.healthy) return 0;
  return last.settled ? 1 : 3;
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
function readRequest(model: Model, line: string): Request | string {
  if (line.length > MAX_LINE) return `it is longer than ${MAX_LINE} characters.`;
  const fields = fieldsOf(parseJson(line));
  if (fields === undefined) return 'it is not a JSON object with "findings".';
  const { id, asked = [], reach } = fields;
  if (id !== undefined && typeof id !== 'string' && typeof id !== 'number') return '"id" must be a string or a number.';
  const blank = readAsked(asked);
  if (typeof blank === 'string') return blank;
  const within = REACHES.find(known => known === reach);
  if (reach !== undefined && within === undefined) return `"reach" must be one of ${REACHES.join(', ')}.`;
  const findings = fieldsOf(fields.findings);
  if (findings === undefined) return '"findings" must be an object of question and answer.';
  const read: Finding[] = [];
  for (const [question, answers] of Object.entries(findings)) {
    if (!isQuestionId(question)) return `"${terminalText(question, 60)}" is not a question.`;
    const list: readonly unknown[] = Array.isArray(answers) ? answers : [answers];
    if (list.length > MAX_ANSWERS) return `"${question}" has more than ${MAX_ANSWERS} answers.`;
    for (const answer of list) {
      if (typeof answer !== 'string' || !isAnswer(question, answer)) {
        return `${terminalText(JSON.stringify(answer) ?? '', 60)} is not an answer to "${question}".`;
      }
      const known = question === 'code' ? named(model, answer) : answer;
      read.push({ question, answer: known, source: 'person' });
    }
  }
  return {
    ...(id === undefined ? {} : { id }),
    findings: read,
    blank,
    ...(within === undefined ? {} : { reach: within }),
  };
}

function readAsked(asked: unknown): readonly AskableId[] | string {
  if (!Array.isArray(asked) || asked.length > QUESTION_IDS.length + 1) return '"asked" must be a list of questions.';
  const list: readonly unknown[] = asked;
  const read: AskableId[] = [];
  for (const id of list) {
    if (typeof id !== 'string' || !isAskableId(id)) {
      return `${terminalText(JSON.stringify(id) ?? '', 60)} in "asked" is not a question.`;
    }
    if (!read.includes(id)) read.push(id);
  }
  return read;
}

/** A wording in other words than the catalogue's is taken for the nearest; a number stays as it was written. */
function named({ codes }: Model, id: string): string {
  const entry = id.startsWith('message:') ? resolveCode(codes, id) : undefined;
  return entry === undefined ? id : codeId(entry);
}
