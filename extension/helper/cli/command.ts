import type { Knowledge } from '../../../machines/knowledge.ts';
import type { Sayings } from '../../../machines/reading/sentences/sayings.ts';
import type { Check } from '../check.ts';
import type { SelfCheck } from '../host/self-check.ts';

/** What the program ends with; part of the interface. */
export const EXIT = { healthy: 0, fault: 1, badInput: 2, unsettled: 3, cancelled: 130 } as const;
export type Exit = (typeof EXIT)[keyof typeof EXIT];

/** All that a command may touch. Nothing prints or reads past it, so that a test can hold everything a command does. */
export interface Io {
  /** Standard output: results only; JSON only under `--json`. */
  readonly out: (text: string) => void;
  /** Waits until standard output has room again, so that what nobody reads yet does not pile up here. */
  readonly drained: () => Promise<void>;
  /** Holds the memory of this process down, for the rest of its life. */
  readonly keepSmall: () => Promise<void>;
  /** Standard error: one clear sentence when something is wrong. */
  readonly err: (text: string) => void;
  /** Standard input. */
  readonly input: () => AsyncIterable<Uint8Array>;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Whether standard output is a terminal: colours and live stages. */
  readonly terminal: boolean;
  /** How wide the terminal is. */
  readonly columns: number;
  /** Aborts on Ctrl-C. */
  readonly signal: AbortSignal;
  readonly knowledge: () => Promise<Knowledge>;
  /** What people say, in every language. */
  readonly sayings: () => Promise<Sayings>;
  /** The probes. */
  readonly check: Check;
  /** The look at this machine as an RDP host. */
  readonly selfCheck: (signal: AbortSignal) => Promise<SelfCheck>;
}

/** One command: the words after its name, to an exit code. Bad usage is a sentence on `err` and `EXIT.badInput`, no throw. */
export type Command = (args: readonly string[], io: Io) => Promise<Exit>;
