import path from 'node:path';
import { Readable } from 'node:stream';
import { loadStrings } from '../../../content/words.ts';
import type { Check } from '../../../extension/helper/check.ts';
import type { Exit, Io } from '../../../extension/helper/cli/command.ts';
import { runWords } from '../../../extension/helper/cli/run.ts';
import type { SelfCheck } from '../../../extension/helper/host/self-check.ts';
import type { CheckEvent } from '../../../machines/diagnosis/check-events.ts';
import type { CauseWords, Knowledge, QuestionWords } from '../../../machines/knowledge.ts';
import { CAUSE_IDS, CAUSES, type CauseId, QUESTION_IDS, type QuestionId } from '../../../machines/vocabulary.ts';
import { model } from '../../shared-model.ts';
import { sayings } from '../../shared-sayings.ts';

export interface Ran {
  readonly exit: Exit;
  readonly out: string;
  readonly err: string;
  /** How many checks were started. */
  readonly checks: number;
}

export interface Given {
  readonly input?: string;
  /** Words in another language than these. */
  readonly knowledge?: Knowledge;
  readonly env?: Readonly<Record<string, string>>;
  readonly terminal?: boolean;
  readonly columns?: number;
  readonly events?: readonly CheckEvent[];
  /** What the look at this machine finds. */
  readonly self?: SelfCheck;
  /** Hosts whose check breaks on a bug of ours. */
  readonly breaks?: readonly string[];
  /** Standard input in pieces, as it comes from a slow program. */
  readonly chunks?: readonly (string | Uint8Array)[];
  /** Ctrl-C once so many hosts were checked. */
  readonly stopAfter?: number;
  /** Ctrl-C while the check runs. */
  readonly interrupted?: boolean;
}

/** Its own sentences are what a test of the command line is about. */
const terminal = await loadStrings(path.resolve(import.meta.dirname, '../../../content/en/terminal.yaml'));
const UTF8 = { LANG: 'en_GB.UTF-8' };

/** The real model with ids for words, so that a test of the command line does not depend on how content says it. */
export const knowledge: Knowledge = {
  version: 1,
  language: 'en',
  direction: 'ltr',
  model,
  words: {
    causes: fromEntries(CAUSE_IDS, causeWords),
    questions: fromEntries(QUESTION_IDS, questionWords),
    ui: {
      ...terminal,
      'fault.ours': '(our fault: {reason})',
      'seen.our-fault': '(our fault)',
      'place.device': 'This device',
      'place.network': 'Network',
      'place.firewall': 'Firewall / VPN',
      'place.host': 'Host',
      'place.sign-in': 'Sign-in',
      'seen.device': 'online',
      'recorded.place.device': 'Client device',
      'recorded.seen.device': 'in this file',
      'state.skipped.seen': 'not tried',
      'state.passed.seen': 'fine',
      'report.stage.negotiation': 'Negotiation',
    },
  },
};

function fromEntries<K extends string, V>(keys: readonly K[], make: (key: K) => V): Record<K, V> {
  return Object.fromEntries(keys.map(key => [key, make(key)])) as Record<K, V>;
}

function causeWords(cause: CauseId): CauseWords {
  const text = `(${cause})`;
  const words = { title: cause, short: text, who: text, remedy: text, undo: text, verify: text };
  return { ...words, blame: CAUSES[cause], difficulty: 'easy', minutes: 5 };
}

function questionWords(question: QuestionId): QuestionWords {
  return { title: `${question}?`, why: '', help: '', answers: {} };
}

/** Runs the command line as `main.ts` does, with everything around it given. */
export async function run(words: readonly string[], given: Given = {}): Promise<Ran> {
  const stop = new AbortController();
  let out = '';
  let err = '';
  let checks = 0;
  const check: Check = async ({ host }, { onEvent }) => {
    checks++;
    if (given.breaks?.includes(host)) throw new TypeError('of undefined');
    if (given.stopAfter !== undefined && checks > given.stopAfter) stop.abort();
    if (stop.signal.aborted) return { connections: 0, elapsedMs: 1, cancelled: true };
    for (const event of given.events ?? []) onEvent(event);
    if (given.interrupted) stop.abort();
    return { connections: 1, elapsedMs: 42, cancelled: given.interrupted === true };
  };
  const io: Io = {
    out: text => {
      out += text;
    },
    drained: async () => {},
    keepSmall: async () => {},
    err: text => {
      err += text;
    },
    input: () =>
      Readable.from(
        (given.chunks ?? [given.input ?? '']).map(chunk => (typeof chunk === 'string' ? Buffer.from(chunk) : chunk)),
      ),
    env: { ...UTF8, ...given.env },
    terminal: given.terminal ?? false,
    columns: given.columns ?? 80,
    signal: stop.signal,
    knowledge: async () => given.knowledge ?? knowledge,
    sayings: async () => sayings,
    check,
    selfCheck: async () => {
      if (given.interrupted) stop.abort();
      return given.self ?? { platform: 'linux', looked: [], findings: [] };
    },
  };
  const exit = await runWords(words, io);
  return { exit, out, err, checks };
}
