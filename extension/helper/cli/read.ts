import type { StatedAnswer } from '../../../machines/diagnosis/context.ts';
import { type Readers, statementsIn } from '../../../machines/diagnosis/interpret.ts';
import { say, seenWords } from '../../../machines/diagnosis/words.ts';
import type { Finding } from '../../../machines/findings.ts';
import type { CodeKnowledge, Knowledge } from '../../../machines/knowledge.ts';
import { decodeText } from '../../../machines/reading/decode.ts';
import type { Wanted } from '../../../machines/reading/observation.ts';
import { type Reading, read } from '../../../machines/reading/read.ts';
import { DEFAULT_PORT, formatTarget, type Target } from '../../../machines/target/target.ts';
import type { QuestionId } from '../../../machines/vocabulary.ts';

export interface PastedFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

export interface ReadFilesOptions {
  /** Other hosts and ports in the texts do not count. */
  readonly target?: Target | Wanted;
  /** What people say; without it only what tools print is read. */
  readonly readSentences?: Readers['readSentences'];
  /** The catalogue of codes and messages. */
  readonly codes?: readonly CodeKnowledge[];
}

/** What is printed of files, in either form. */
export interface ReadFilesResult {
  /** `--json`: one JSON document a file, in the order of the files. */
  readonly lines: readonly string[];
  /** For people. */
  readonly text: string;
  /** True where a file was turned away. */
  readonly rejected: boolean;
}

/** `reconnect read`: pasted texts and files -> findings, as JSON lines and for `readingsText`. Pure. */
export function readFiles(
  files: readonly PastedFile[],
  options: ReadFilesOptions = {},
): Omit<ReadFilesResult, 'text'> & { readonly readings: readonly FileReading[] } {
  const { readSentences, ...wanted } = options;
  const readings = files.map(({ name, bytes }) => {
    const reading = read(bytes, wanted);
    const skipped = readSentences === undefined || reading.rejected !== undefined;
    return {
      name,
      reading,
      said: skipped ? [] : statementsIn(decodeText(bytes), reading, readSentences, wanted.codes).said,
    };
  });
  return {
    lines: readings.map(({ name, reading, said }) => JSON.stringify(lineOf(name, reading, said))),
    readings,
    rejected: readings.some(({ reading }) => reading.rejected !== undefined),
  };
}

function lineOf(name: string, reading: Reading, said: readonly StatedAnswer[]): object {
  const all = answersOf(reading.findings);
  return {
    file: name,
    ...(reading.target && { target: reading.target }),
    findings: answerOfEach(reading.findings),
    ...(said.length > 0 && { said: saidOf(said) }),
    codes: reading.codes,
    ...(reading.near.length > 0 && { near: reading.near }),
    readers: reading.readers,
    all: Object.fromEntries(all),
    ...(reading.rejected && { rejected: reading.rejected }),
  };
}

/** Question -> answer, or answers where several were told. */
function saidOf(said: readonly StatedAnswer[]): Readonly<Record<string, string | readonly string[]>> {
  const questions = [...new Set(said.map(({ question }) => question))];
  return Object.fromEntries(
    questions.map(question => {
      const answers = said.filter(fact => fact.question === question).map(({ answer }) => answer);
      return [question, answers.length === 1 && answers[0] !== undefined ? answers[0] : answers];
    }),
  );
}

/** One answer a question, for programs that want one. */
export function answerOfEach(findings: readonly Finding[]): Readonly<Record<string, string>> {
  const strong = [...answersOf(findings)].map(
    ([question, answers]) => [question, strongest(question, answers)] as const,
  );
  return Object.fromEntries(strong.filter((pair): pair is [QuestionId, string] => pair[1] !== undefined));
}

function answersOf(findings: readonly Finding[]): Map<QuestionId, string[]> {
  const all = new Map<QuestionId, string[]>();
  for (const { question, answer } of findings) all.set(question, [...(all.get(question) ?? []), answer]);
  return all;
}

/** Where a question holds several answers, those that tell more, first. */
const RANK: { readonly [Q in QuestionId]?: readonly string[] } = {
  tls: ['expired', 'not-yet-valid', 'wrong-name', 'changed', 'weak', 'old-version', 'inspected', 'untrusted'],
  credentials: ['locked', 'expired', 'not-permitted', 'rejected'],
};

/**
 * One answer for programs that want one: the most telling, else the last in the text. A code is given as its number
 * alone; `all` has it with its surface, and wordings without a number are only there.
 */
function strongest(question: QuestionId, answers: readonly string[]): string | undefined {
  if (question === 'code') {
    const numbered = answers.filter(answer => !answer.startsWith('message:'));
    // An event is named by its provider and its number.
    return numbered[0]?.split(':')[1]?.split('/').at(-1);
  }
  return RANK[question]?.find(answer => answers.includes(answer)) ?? answers.at(-1);
}

interface FileReading {
  readonly name: string;
  readonly reading: Reading;
  readonly said: readonly StatedAnswer[];
}

/** The same for a person; one of `several` is headed by its name. */
export const readingsText = (readings: readonly FileReading[], several: boolean, knowledge: Knowledge): string =>
  readings.map(file => textOf(file, several, knowledge)).join('\n');

function textOf({ name, reading, said }: FileReading, several: boolean, knowledge: Knowledge): string {
  const head = several ? [`${name}:`] : [];
  const line = (key: string, values = {}) => `  ${say(knowledge, key, values)}`;
  if (reading.rejected) {
    const { code, field = '' } = reading.rejected;
    return [...head, line(code === 'empty' ? 'cli.read.empty' : `rejection.${code}`, { field })].join('\n');
  }
  const target = reading.target ? [line('cli.read.target', { target: formatTarget(reading.target) })] : [];
  const found = [
    ...reading.findings.map(finding => `  ${seenWords(knowledge, finding)}${sourceOf(finding)}`),
    ...said.map(({ question, answer }) =>
      line('cli.read.said', { statement: seenWords(knowledge, { question, answer, source: 'person' }) }),
    ),
  ];
  return [...head, ...target, ...(found.length > 0 ? found : target.length > 0 ? [] : [line('cli.read.nothing')])].join(
    '\n',
  );
}

/** Which tool showed it, about which host. */
function sourceOf(finding: Finding): string {
  const { tool, host, port } = finding.detail ?? {};
  if (typeof tool !== 'string') return '';
  const where =
    typeof host === 'string' ? `, ${formatTarget({ host, port: typeof port === 'number' ? port : DEFAULT_PORT })}` : '';
  return `  (${tool}${where})`;
}
