import type { Finding } from '../findings.ts';
import type { CodeKnowledge } from '../knowledge.ts';
import { DEFAULT_PORT, isRejection, type Rejection, reject, type Target } from '../target/target.ts';
import { isAnswer } from '../vocabulary.ts';
import { cleanText } from './clean.ts';
import { decodeText } from './decode.ts';
import { findingsOf } from './findings-of.ts';
import { unwrapped } from './layout.ts';
import { nameCodes } from './named-codes.ts';
import type { Observation, Paste, Segment, Wanted } from './observation.ts';
import { isManagerFile, parseRdpFile, settingALine } from './rdp-file.ts';
import { READERS } from './readers/index.ts';
import { dropSecrets } from './secrets.ts';
import { type Seen, sameHost, selectObservations } from './select.ts';
import { signFinder } from './sign-index.ts';
import { isSourceLine } from './source-line.ts';
import { splitSegments } from './split.ts';

/** More than any output that a person pastes; beyond it nothing is read. */
export const MAX_INPUT_LENGTH = 1024 * 1024;
/** Of a longer text the beginning and the end are read, where commands and the latest state stand. */
export const MAX_READ_LENGTH = 128 * 1024;
export const MAX_LINES = 3000;

export interface ReadOptions {
  /** What the person wants to reach: other hosts and ports in the text do not count. */
  readonly target?: Target | Wanted;
  /** The catalogue of codes and messages; without it no dialog is known by its words. */
  readonly codes?: readonly CodeKnowledge[];
}

export interface Reading {
  readonly findings: readonly Finding[];
  /** From an .rdp file, or from the client's command line in the text. */
  readonly target?: Target;
  /** Which tools' output was recognised. */
  readonly readers: readonly string[];
  /** Ids of codes and messages, the surest first. None without a catalogue. */
  readonly codes: readonly string[];
  /** Ids of messages that the text comes near to: to be offered, never taken. */
  readonly near: readonly string[];
  readonly rejected?: Rejection;
}

const NOTHING: Reading = { findings: [], readers: [], codes: [], near: [] };

/**
 * Pasted text, or the bytes of a file -> findings. Total; what is not certain is not read. Secrets are dropped before
 * anything else looks at the text, and findings carry typed fields only, never a piece of it.
 */
export function read(input: string | Uint8Array, options: ReadOptions = {}): Reading {
  if (input.length > MAX_INPUT_LENGTH) return { ...NOTHING, rejected: { rejected: true, code: 'too-large' } };
  const decoded = typeof input === 'string' ? input : decodeText(input);
  if (looksBinary(decoded)) return { ...NOTHING, rejected: { rejected: true, code: 'not-text' } };
  const text = cleanText(dropSecrets(shorten(decoded)));
  if (text.trim() === '') return { ...NOTHING, rejected: { rejected: true, code: 'empty' } };
  const paste = pasteOf(text, options.target ?? {}, options.codes ?? []);
  const seen = observe(paste);
  const selected = selectObservations(seen, paste.wanted, paste.port);
  const rdpFile = readRdpFile(text);
  const findings = [...findingsOf(selected), ...(rdpFile?.findings ?? [])];
  if (rdpFile?.rejected && findings.length === 0) return { ...NOTHING, ...rdpFile };
  const target = rdpFile?.target ?? targetOf(paste);
  return {
    findings,
    ...nameCodes(paste.codes, findings, text),
    ...(target && { target }),
    readers: [...selected.map(one => one.reader), ...(rdpFile?.readers ?? [])],
  };
}

/** INVARIANT: what the readers get is bounded in characters and in lines, so that no text can take long. */
function shorten(text: string): string {
  const half = MAX_READ_LENGTH / 2;
  const tail = text.slice(-half);
  const short =
    text.length <= MAX_READ_LENGTH
      ? text
      : `${text.slice(0, text.lastIndexOf('\n', half) + 1 || half)}\n\n${tail.slice(tail.indexOf('\n') + 1)}`;
  const lines = short.split('\n', MAX_READ_LENGTH);
  if (lines.length <= MAX_LINES) return short;
  return [...lines.slice(0, MAX_LINES / 2), '', ...lines.slice(-MAX_LINES / 2)].join('\n');
}

function pasteOf(text: string, wanted: Wanted, codes: readonly CodeKnowledge[]): Paste {
  const lines = text.split('\n').map(line => (isSourceLine(line) ? '' : line));
  const segments = splitSegments(lines);
  return { text, lines, segments, wanted, port: wanted.port ?? portAsked(segments, wanted) ?? DEFAULT_PORT, codes };
}

/** The clients, whose command line names the host and the port that RDP is expected on. */
const CLIENTS = /freerdp|mstsc|rdesktop/;

/** The port of the last client that was started for the wanted host. */
function portAsked(segments: readonly Segment[], wanted: Wanted): number | undefined {
  const asked = segments.findLast(
    ({ command }) =>
      command !== undefined &&
      CLIENTS.test(command.tool) &&
      command.host !== undefined &&
      (wanted.host === undefined || sameHost(command.host, wanted.host)),
  );
  return asked?.command?.port;
}

/**
 * What the readers saw in the text as it came, or in a guess at how it was before it was wrapped, where a reader sees
 * more in that.
 */
function observe(paste: Paste): Seen[] {
  const variants = [
    paste,
    ...unwrapped(paste.lines).map(lines => pasteOf(lines.join('\n'), paste.wanted, paste.codes)),
  ];
  const holds = variants.map(variant => signFinder(variant.text.toLowerCase()));
  const seen = READERS.flatMap((reader): ToolSeen[] => {
    let most: readonly Observation[] = [];
    variants.forEach((variant, i) => {
      if (i > 0 && reader.absence) return;
      if (!reader.signs.some(sign => holds[i]?.(sign))) return;
      const observations = reader.read(variant).filter(o => isAnswer(o.question, o.answer));
      if (observations.length > most.length) most = observations;
    });
    return most.length > 0
      ? [{ reader: reader.id, observations: most, yields: reader.yields === true, numbers: reader.numbers === true }]
      : [];
  });
  return seen.map(one => (one.yields ? yielding(one, seen) : one));
}

/** What one reader saw, with what kind of reader it is. */
interface ToolSeen extends Seen {
  readonly yields: boolean;
  readonly numbers: boolean;
}

/** A sentence may be a line away from what its tool says. */
const LINES_OF_A_TOOL = 2;

/** Without what stands in the output of a tool; the sentences that are left are all of one dialog. */
function yielding({ reader, observations }: Seen, seen: readonly ToolSeen[]): Seen {
  const others = seen.filter(one => !one.yields && !one.numbers).flatMap(one => one.observations);
  const free = observations.filter(({ at }) => !others.some(other => Math.abs(other.at - at) <= LINES_OF_A_TOOL));
  const last = Math.max(...free.map(({ at }) => at));
  return { reader, observations: free.map(one => ({ ...one, at: last })) };
}

/** The client's own command line names the target. */
function targetOf(paste: Paste): Target | undefined {
  for (const { command } of paste.segments) {
    if (command === undefined || !CLIENTS.test(command.tool) || command.host === undefined) continue;
    return { host: command.host, port: command.port ?? DEFAULT_PORT };
  }
  return undefined;
}

/** The settings of an .rdp file, where the text has an address among them; a list of many hosts is told as such. */
function readRdpFile(text: string): Reading | undefined {
  if (isManagerFile(text)) return { ...NOTHING, readers: ['rdp-file'], rejected: reject('manager-file') };
  const own = settingALine(text);
  if (!/^\s{0,40}(?:alternate )?full address:s:/im.test(own)) return undefined;
  const file = parseRdpFile(own);
  if (isRejection(file)) {
    const filled = text.split('\n').filter(line => line.trim() !== '');
    const settings = filled.filter(line => /^\s{0,40}[a-z][a-z0-9 ]{1,60}:[sib]:/i.test(line));
    // A stray setting in some other text is no file to turn away.
    return settings.length * 10 < filled.length * 8 ? undefined : { ...NOTHING, readers: ['rdp-file'], rejected: file };
  }
  const gateway: Finding[] =
    file.gateway === undefined
      ? []
      : [
          {
            question: 'gateway',
            answer: file.gateway,
            source: 'rdp-file',
            detail: { tool: 'rdp-file' },
          },
        ];
  return { ...NOTHING, findings: gateway, target: file.target, readers: ['rdp-file'] };
}

/** A text has hardly any control characters but tabs, line ends and the escapes of colours. */
function looksBinary(text: string): boolean {
  const sample = text.slice(0, 4096);
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is counted
  const controls = sample.match(/[\u0000-\u0008\u000e-\u001a\u001c-\u001f]/g)?.length ?? 0;
  return controls * 25 > sample.length && controls > 8;
}
