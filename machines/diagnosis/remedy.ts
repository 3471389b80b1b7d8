import type { Finding } from '../findings.ts';
import type { Audience, Knowledge } from '../knowledge.ts';
import type { CauseId } from '../vocabulary.ts';
import { type System, systemFor } from './systems.ts';
import { say } from './words.ts';

export interface RemedyView {
  readonly cause: CauseId;
  /** Who can carry it out. */
  readonly audience: Audience;
  readonly title: string;
  /** Who can do it, how hard it is and how long it takes, as one sentence each. */
  readonly who: string;
  readonly effort: string;
  /** HTML of our own content: all of it. */
  readonly remedy: string;
  /** The system on which this person carries it out, where that is known: its steps come first. */
  readonly system: System | undefined;
  readonly undo: string;
  readonly verify: string;
  /** The page of the guide that holds the special cases. */
  readonly guide: string;
}

/** What a remedy is fitted to. */
export interface Circumstances {
  readonly findings: readonly Finding[];
  /** What the device at hand runs, where nobody has told. */
  readonly device?: System | undefined;
  readonly host?: string | undefined;
}

/** The remedy of a cause in the words of the knowledge, fitted to the system at hand and with the host filled in. */
export function remedyOf(cause: CauseId, knowledge: Knowledge, here: Circumstances = { findings: [] }): RemedyView {
  const { title, who, difficulty, minutes, blame, ...words } = knowledge.words.causes[cause];
  const effort = say(knowledge, 'remedy.effort', { difficulty: say(knowledge, `difficulty.${difficulty}`), minutes });
  const filled = (markup: string) => withHost(markup, here.host);
  return {
    cause,
    audience: knowledge.model.causes[cause].audience,
    title,
    who,
    effort,
    remedy: filled(words.remedy),
    system: systemFor(blame, here.findings, here.device),
    undo: filled(words.undo),
    verify: filled(words.verify),
    guide: `/causes/${cause}/`,
  };
}

/** Commands name the person's own remote PC, so that a copy of one can be run as it is. */
function withHost(markup: string, host: string | undefined): string {
  // INVARIANT: a host that parseTarget let through is letters, digits, dots, colons and hyphens; anything else is not put in.
  if (host === undefined || !/^[\w.:-]+$/.test(host)) return markup;
  return markup.replace(/<code\b[^>]*>[^<]*<\/code>/g, code => code.replace(/\bHOST\b/g, host));
}
