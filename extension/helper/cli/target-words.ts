import { say } from '../../../machines/diagnosis/words.ts';
import { MAX_RDP_FILE_BYTES, parseRdpFile } from '../../../machines/reading/rdp-file.ts';
import {
  DEFAULT_GATEWAY_PORT,
  isRejection,
  parseEndpoint,
  type Rejection,
  type Target,
} from '../../../machines/target/target.ts';
import { parseTarget } from '../../../machines/target/target-line.ts';
import { readAtMost } from '../read-at-most.ts';
import { terminalText } from '../safe-text.ts';
import type { Io } from './command.ts';

/** A target, or the sentence that says why the words are none. */
export type TargetOrSentence = { readonly target: Target } | { readonly sentence: string };

/** TARGET of the command line: `host`, `host:port`, `[v6]:port`, an mstsc line, or the path of an .rdp file. */
export async function readTarget(
  text: string,
  gateway: string | undefined,
  knowledge: Io['knowledge'],
): Promise<TargetOrSentence> {
  const parsed = /\.rd[pg]$/i.test(text.trim()) ? await readRdpFile(text.trim(), knowledge) : parseTarget(text);
  if ('sentence' in parsed) return parsed;
  if (isRejection(parsed)) return { sentence: await sentenceOf(parsed, text, knowledge) };
  if (gateway === undefined) return { target: parsed };
  const endpoint = parseEndpoint(gateway.trim(), DEFAULT_GATEWAY_PORT);
  if (isRejection(endpoint)) return { sentence: await sentenceOf(endpoint, gateway, knowledge) };
  return { target: { ...parsed, gateway: endpoint } };
}

async function readRdpFile(
  path: string,
  knowledge: Io['knowledge'],
): Promise<Target | Rejection | { sentence: string }> {
  const bytes = await readAtMost(path, MAX_RDP_FILE_BYTES);
  if (bytes === undefined) {
    const sentence = say(await knowledge(), 'cli.input.no-file', { file: terminalText(path, 120) });
    return { sentence };
  }
  const file = parseRdpFile(bytes);
  return isRejection(file) ? file : file.target;
}

/** The content's words for a rejection, with the input that it is about. */
async function sentenceOf(rejection: Rejection, text: string, knowledge: Io['knowledge']): Promise<string> {
  const sentence = say(await knowledge(), `rejection.${rejection.code}`);
  return text.trim() === '' ? sentence : `${terminalText(text.trim(), 60)}: ${sentence}`;
}
