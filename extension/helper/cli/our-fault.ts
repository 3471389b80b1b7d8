import { say } from '../../../machines/diagnosis/words.ts';
import { errorKind } from '../probes/fault.ts';
import { safeText } from '../safe-text.ts';
import type { Io } from './command.ts';

/** What is said of an exception that should not have been: it is ours, and names nothing else as broken. */
export async function ourFaultWords(error: unknown, io: Pick<Io, 'knowledge'>): Promise<string> {
  const message = error instanceof Error && error.message !== '' ? `: ${safeText(error.message)}` : '';
  return say(await io.knowledge(), 'fault.ours', { reason: `${errorKind(error)}${message}` });
}
