import type { Finding } from '../../../machines/findings.ts';
import { read } from '../../../machines/reading/read.ts';
import type { QuestionId } from '../../../machines/vocabulary.ts';
import { RECENT_MINUTES, type ReadingCommand, readingCommands } from './commands.ts';
import type { Output } from './run-command.ts';

/** What became of one command. `nothing`: it ran, and shows nothing that is certain. */
export interface Looked {
  readonly command: string;
  readonly outcome: 'read' | 'nothing' | 'missing' | 'stopped';
}

export interface SelfCheck {
  readonly platform: string;
  readonly looked: readonly Looked[];
  readonly findings: readonly Finding[];
  /** So many minutes nobody has come in, as the log of connections shows; nothing where it could not be read. */
  readonly quietMinutes?: number;
}

/** A machine may have several RDP servers: the one that works is the one that counts. Best first. */
const BEST: { readonly [Q in QuestionId]?: readonly string[] } = {
  'service-state': ['running', 'stopped'],
  listener: ['listening', 'other-port', 'loopback-only', 'not-listening'],
};

/**
 * The state of this machine as an RDP host: runs commands that only read, and reads their output as a paste would be
 * read. Changes nothing, sends nothing. A command that is missing or may not run says nothing.
 */
export async function selfCheck(
  run: (command: ReadingCommand) => Promise<Output>,
  platform: NodeJS.Platform,
): Promise<SelfCheck> {
  const commands = readingCommands(platform);
  const outputs = await Promise.all(commands.map(run));
  const looked: Looked[] = [];
  const findings: Finding[] = [];
  for (const group of Map.groupBy(commands.keys(), index => commands[index]?.together ?? index).values()) {
    const texts: Buffer[] = [];
    for (const index of group) {
      const command = commands[index];
      const output = outputs[index];
      if (command !== undefined && output?.kind === 'ran') texts.push(transcript(command, output.bytes, platform));
    }
    const found = read(Buffer.concat(texts)).findings;
    findings.push(...found.map(finding => ({ ...finding, source: 'host' as const })));
    for (const index of group) {
      const kind = outputs[index]?.kind;
      const outcome = kind === 'ran' ? (found.length > 0 ? 'read' : 'nothing') : (kind ?? 'missing');
      looked.push({ command: commands[index]?.typed ?? '', outcome });
    }
  }
  const printed = (of: ReadingCommand['arrivals']) =>
    textOf(outputs[commands.findIndex(({ arrivals }) => arrivals === of)]);
  // A log that is switched off is as empty, and its silence says nothing.
  const isQuiet = printed('events') === '' && IS_ENABLED.test(printed('state') ?? '');
  return { platform, looked, findings: bestOf(findings), ...(isQuiet && { quietMinutes: RECENT_MINUTES }) };
}

/** As `wevtutil gl` writes it in every language. */
const IS_ENABLED = /^enabled:\s*true\s*$/m;

function textOf(output: Output | undefined): string | undefined {
  return output?.kind === 'ran' && output.succeeded ? Buffer.from(output.bytes).toString().trim() : undefined;
}

/** As it stands in a console: the prompt behind it shows that the output is whole. */
function transcript({ typed }: ReadingCommand, output: Uint8Array, platform: NodeJS.Platform): Buffer {
  const prompt = platform === 'win32' ? 'PS C:\\> ' : '$ ';
  return Buffer.concat([Buffer.from(`${prompt}${typed}\n`), output, Buffer.from(`\n${prompt}\n`)]);
}

function bestOf(findings: readonly Finding[]): readonly Finding[] {
  const kept = new Map<string, Finding>();
  for (const finding of findings) {
    const order = BEST[finding.question];
    const key = order === undefined ? `${finding.question} ${finding.answer}` : finding.question;
    const known = kept.get(key);
    if (known === undefined || (order?.indexOf(finding.answer) ?? 0) < (order?.indexOf(known.answer) ?? 0))
      kept.set(key, finding);
  }
  return [...kept.values()];
}
