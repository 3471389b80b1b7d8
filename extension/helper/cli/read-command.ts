import { createReadStream } from 'node:fs';
import path from 'node:path';
import { CaptureReader } from '../../../machines/captures/read-capture.ts';
import { seenAtHost } from '../../../machines/captures/seen-at-host.ts';
import { printedAtHost, reportIn } from '../../../machines/diagnosis/remote-pc.ts';
import type { Knowledge } from '../../../machines/knowledge.ts';
import { decodeText } from '../../../machines/reading/decode.ts';
import { EventLogFile } from '../../../machines/reading/event-log/read-event-log.ts';
import { shownStages } from '../../../machines/reading/event-log/shown-stages.ts';
import { MAX_INPUT_LENGTH } from '../../../machines/reading/read.ts';
import { readSentences } from '../../../machines/reading/sentences/read-sentences.ts';
import type { Target } from '../../../machines/target/target.ts';
import { readArguments, refuse } from './arguments.ts';
import { type Evidence, evidenceOf, joinEvidence, joinedJson, joinedText, readReport } from './both-ends.ts';
import { captureJson, captureReader, captureText } from './capture-file.ts';
import { type Command, EXIT, type Io } from './command.ts';
import { eventLogJson, eventLogText } from './event-log-file.ts';
import { fileKindOf, START_BYTES } from './file-kind.ts';
import { unreadable } from './input.ts';
import { styleOf } from './paint.ts';
import { bytesAtMost, type Pieces, readPieces, startPieces } from './pieces.ts';
import { type ReadFilesResult, readFiles, readingsText } from './read.ts';
import { readTarget } from './target-words.ts';

const OPTIONS = {
  target: { type: 'string' },
  host: { type: 'string', multiple: true },
  json: { type: 'boolean' },
} as const;
/** Captures and event logs may be larger than the memory: files are read in pieces of this size. */
const PIECE_BYTES = 256 * 1024;

/** What tools printed or recorded, from files or standard input, to findings. */
export const readCommand: Command = async (args, io) => {
  const parsed = await readArguments('read', args, OPTIONS, io);
  if (parsed === undefined) return EXIT.badInput;
  const { values, positionals } = parsed;
  const wanted = values.target === undefined ? undefined : await readTarget(values.target, undefined, io.knowledge);
  if (wanted !== undefined && 'sentence' in wanted) return refuse(io, wanted.sentence);

  const knowledge = await io.knowledge();
  const hosts = values.host ?? [];
  const names = positionals.length + hosts.length === 0 ? ['-'] : [...positionals, ...hosts];
  const results: ReadFile[] = [];
  for (const [at, name] of names.entries()) {
    let result: ReadFile;
    try {
      const source = name === '-' ? io.input() : createReadStream(name, { highWaterMark: PIECE_BYTES });
      const file = {
        name: name === '-' ? '-' : path.basename(name),
        isOneOfSeveral: names.length > 1,
        isOfHost: at >= names.length - hosts.length,
      };
      result = await readOne(file, await startPieces(source, START_BYTES), { target: wanted?.target, knowledge, io });
    } catch (error) {
      if (!isSystemError(error)) throw error;
      return refuse(io, unreadable(name));
    }
    if (io.signal.aborted) return EXIT.cancelled;
    results.push(result);
  }
  const printed = results.flatMap(({ lines, text }) => (values.json === true ? lines : [text]));
  const files = results.flatMap(({ evidence }) => evidence ?? []);
  const joined = files.length > 1 ? joinEvidence(files, knowledge) : undefined;
  if (joined !== undefined && !('sentence' in joined))
    printed.push(
      values.json === true
        ? JSON.stringify(joinedJson(files, joined, knowledge))
        : joinedText(joined, knowledge, styleOf(io), io.columns),
    );
  io.out(`${printed.join('\n')}\n`);
  if (joined !== undefined && 'sentence' in joined) return refuse(io, joined.sentence);
  if (!results.some(({ rejected }) => rejected)) return EXIT.healthy;
  return refuse(io, { key: names.length === 1 ? 'cli.input.rejected' : 'cli.input.some-rejected' });
};

interface InputFile {
  readonly name: string;
  readonly isOneOfSeveral: boolean;
  /** The person says that it was made on the remote PC. */
  readonly isOfHost: boolean;
}

/** What is printed of a file, and what of it may be put together with other files. */
interface ReadFile extends ReadFilesResult {
  readonly evidence?: Evidence;
}

/** What the reading of every file needs beside it. */
interface ReadContext {
  /** What the files are about, where the person named it. */
  readonly target: Target | undefined;
  readonly knowledge: Knowledge;
  readonly io: Io;
}

/** One file by its first bytes: a capture, an event log, or text. */
function readOne(file: InputFile, pieces: Pieces, context: ReadContext): Promise<ReadFile> {
  switch (fileKindOf(pieces.start)) {
    case 'capture':
      return readCaptureFile(file, pieces, context);
    case 'event-log':
      return readEventLogFile(file, pieces, context);
    default:
      return readTextFile(file, pieces, context);
  }
}

async function readCaptureFile(
  { name, isOfHost }: InputFile,
  pieces: Pieces,
  { target, knowledge, io }: ReadContext,
): Promise<ReadFile> {
  // The remote PC may go by another address where it stands; the port is the same, or the file shows another.
  const reader = isOfHost ? new CaptureReader(target && { port: target.port }) : captureReader(target);
  const capture = await readPieces(pieces, reader, io.signal);
  const seen = isOfHost ? seenAtHost(capture) : ({ kind: 'findings', ...capture } as const);
  return {
    lines: [JSON.stringify(captureJson(name, capture, knowledge))],
    text: captureText(name, capture, knowledge, styleOf(io), io.columns),
    rejected: false,
    evidence: evidenceOf({ name, isOfHost }, seen),
  };
}

async function readEventLogFile(
  { name, isOfHost }: InputFile,
  pieces: Pieces,
  { knowledge, io }: ReadContext,
): Promise<ReadFile> {
  const log = await readPieces(pieces, new EventLogFile(), io.signal);
  const { model } = knowledge;
  const findings = isOfHost ? printedAtHost(model, log.findings) : log.findings;
  const stages = shownStages(model, findings);
  const newestMs = log.timeline.at(-1)?.timeMs;
  return {
    lines: [JSON.stringify(eventLogJson(name, log, knowledge))],
    text: eventLogText(name, log, knowledge, styleOf(io), io.columns),
    rejected: false,
    evidence: evidenceOf({ name, isOfHost, newestMs }, { kind: 'findings', findings, stages }),
  };
}

/** A report of ours, or what a tool printed. */
async function readTextFile(
  { name, isOneOfSeveral, isOfHost }: InputFile,
  pieces: Pieces,
  { target, knowledge, io }: ReadContext,
): Promise<ReadFile> {
  const bytes = await bytesAtMost(pieces, MAX_INPUT_LENGTH);
  const { codes } = knowledge.model;
  const report = reportIn(decodeText(bytes));
  if (report !== undefined) {
    const evidence = { name, isOfHost, isReport: true, report };
    return { ...readReport(name, report, knowledge, styleOf(io), io.columns), evidence };
  }
  const sayings = await io.sayings();
  // The remote PC may call itself something else; the port is the same.
  const wanted = target && isOfHost ? { port: target.port } : target;
  const { lines, rejected, readings } = readFiles([{ name, bytes }], {
    codes,
    ...(wanted && { target: wanted }),
    readSentences: (text, quotesDialog) => readSentences(sayings, text, quotesDialog),
  });
  const printed = readings.flatMap(({ reading }) => reading.findings);
  const findings = isOfHost ? printedAtHost(knowledge.model, printed) : printed;
  const about = readings[0]?.reading.target ?? target;
  return {
    lines,
    rejected,
    text: readingsText(readings, isOneOfSeveral, knowledge),
    evidence: evidenceOf({ name, isOfHost }, { kind: 'findings', findings, target: about }),
  };
}

/** The system refuses to open or to read the file; anything else that is thrown is a bug of ours. */
function isSystemError(error: unknown): boolean {
  return error instanceof Error && 'syscall' in error;
}
