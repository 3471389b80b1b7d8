import { constants } from 'node:fs/promises';
import path from 'node:path';
import type { Sentence } from '../../../machines/format.ts';
import type { Target } from '../../../machines/target/target.ts';
import { canAccess } from '../can-access.ts';
import { Progress, readCheckpoint } from '../many/checkpoint.ts';
import type { Tally } from '../many/tally.ts';
import { type TargetLine, targetLines } from '../many/target-lines.ts';
import { worded } from './arguments.ts';
import type { Io } from './command.ts';
import { readTarget } from './target-words.ts';

/** The `at`th of a list, from 1: a target, or the sentence that says why its line names none. */
export type Listed =
  | { readonly kind: 'target'; readonly at: number; readonly target: Target }
  | { readonly kind: 'sentence'; readonly at: number; readonly sentence: string };

/** How a list ended: all of it, up to a Ctrl-C, or not begun because the file of `--resume` is about another one. */
export type ListEnd = 'whole' | 'stopped' | 'another-list';

export interface TargetList {
  readonly targets: AsyncIterable<Listed>;
  /** What was counted before, by the run that this one resumes. */
  readonly counted?: Tally;
  /** The target's line is out. */
  finish(at: number, tally: Tally): Promise<void>;
  /** To be called when all that was started has finished. */
  end(): Promise<ListEnd>;
}

/** The targets that stand on the command line. Nothing is checked before every one is understood. */
export async function listOfWords(
  words: readonly string[],
  gateway: string | undefined,
  io: Io,
): Promise<TargetList | string> {
  const targets: Listed[] = [];
  for (const [index, word] of words.entries()) {
    const read = await readTarget(word, gateway, io.knowledge);
    if ('sentence' in read) return read.sentence;
    targets.push({ kind: 'target', at: index + 1, target: read.target });
  }
  return {
    targets: eachOf(targets),
    finish: async () => {},
    end: async () => (io.signal.aborted ? 'stopped' : 'whole'),
  };
}

/**
 * The targets of standard input, as they come. What arrives first is understood before anything is checked, so that a
 * wrong file starts nothing; what comes later and is no target is told and counted. A sentence says why there is no list.
 */
export async function listOfInput(
  { gateway, resume }: { readonly gateway?: string | undefined; readonly resume?: string | undefined },
  io: Io,
): Promise<TargetList | Sentence> {
  const from = resume === undefined ? undefined : await readCheckpoint(resume);
  if (resume !== undefined && from === undefined) return { key: 'cli.input.checkpoint' };
  // Told before anything is checked: a list of an hour is not to end in a checkpoint that is nowhere.
  if (resume !== undefined && !(await canAccess(path.dirname(resume), constants.W_OK)))
    return { key: 'cli.input.folder' };
  const progress = resume === undefined || from === undefined ? undefined : new Progress(resume, from);
  const batches = targetLines(io.input());
  const first = await batches.next();
  if (first.done === true) return { key: 'cli.input.no-target' };
  if (first.value === undefined) return { key: 'cli.input.first-endless' };
  for (const { line, text } of first.value) {
    const read = await readTarget(text, gateway, io.knowledge);
    if ('sentence' in read) return { key: 'cli.input.line', values: { line, sentence: read.sentence } };
  }

  let at = 0;
  let end: ListEnd = 'stopped';
  async function* targets(): AsyncGenerator<Listed> {
    for await (const batch of chain(first.value, batches)) {
      if (batch === undefined) {
        const sentence = await worded(io, { key: 'cli.input.endless', values: { at } });
        yield { kind: 'sentence', at: ++at, sentence };
        break;
      }
      for (const line of batch) {
        at++;
        const is = progress?.take(at, line.text) ?? 'new';
        if (is === 'another') {
          end = 'another-list';
          return;
        }
        if (is === 'new') yield await listed(at, line, gateway, io);
      }
    }
    end = from !== undefined && at < from.done ? 'another-list' : 'whole';
  }
  return {
    targets: targets(),
    ...(from && { counted: from.tally }),
    finish: async (done, tally) => progress?.finish(done, tally),
    end: async () => {
      const ended = io.signal.aborted ? 'stopped' : end;
      if (ended === 'whole') await progress?.remove();
      if (ended === 'stopped') await progress?.save();
      return ended;
    },
  };
}

async function listed(at: number, { line, text }: TargetLine, gateway: string | undefined, io: Io): Promise<Listed> {
  const read = await readTarget(text, gateway, io.knowledge);
  if ('sentence' in read) {
    const sentence = await worded(io, { key: 'cli.input.line', values: { line, sentence: read.sentence } });
    return { kind: 'sentence', at, sentence };
  }
  return { kind: 'target', at, target: read.target };
}

async function* eachOf<T>(items: readonly T[]): AsyncGenerator<T> {
  yield* items;
}

async function* chain<T>(first: T, others: AsyncIterable<T>): AsyncGenerator<T> {
  yield first;
  yield* others;
}
