import type { Json } from '../findings.ts';
import type { CodeKnowledge } from '../knowledge.ts';
import type { QuestionId } from '../vocabulary.ts';
import type { Command } from './command.ts';

/** What the person wants to reach, as far as it is known. */
export interface Wanted {
  readonly host?: string;
  readonly port?: number;
  readonly user?: string;
}

/** One answer that a reader saw, with what it is about. */
export interface Observation {
  readonly question: QuestionId;
  readonly answer: string;
  /** Which line of the paste shows it; what comes later is the present state. */
  readonly at: number;
  /** Names and addresses of the one host that it is about; empty where the tool speaks of its own machine. */
  readonly hosts?: readonly string[];
  /** The TCP port that it is about, where it is about one. */
  readonly port?: number;
  readonly elapsedMs?: number;
  readonly detail?: Readonly<Record<string, Json>>;
}

/** A command and its output, or what stands before the first command. */
export interface Segment {
  readonly command?: Command;
  /** Line number of the first of `lines` in the paste. */
  readonly first: number;
  readonly lines: readonly string[];
  /** True where a prompt follows: the output is whole. */
  readonly ended: boolean;
}

/** A paste after everything that happened to it on its way has been undone. */
export interface Paste {
  readonly text: string;
  readonly lines: readonly string[];
  readonly segments: readonly Segment[];
  readonly wanted: Wanted;
  /** The port that RDP is expected on. */
  readonly port: number;
  /** The catalogue, whose messages are looked for. */
  readonly codes: readonly CodeKnowledge[];
}

/**
 * Reads the output of one tool. Total and pure; reports only what the text proves.
 * INVARIANT: every pattern of a reader is anchored or bounded, so that a line costs time in proportion to its length.
 */
export interface Reader {
  readonly id: string;
  /** Lower-case fragments of which the text must hold one before the reader is asked. */
  readonly signs: readonly string[];
  /** Concludes from what is missing: never asked about a guess at how the text was before it was wrapped. */
  readonly absence?: boolean;
  /** Knows sentences and not tools: where another reader sees something in a line, the sentence is that tool's. */
  readonly yields?: boolean;
  /** Reads the number that a dialog shows: the dialog's sentences count beside it. */
  readonly numbers?: boolean;
  readonly read: (paste: Paste) => readonly Observation[];
}
