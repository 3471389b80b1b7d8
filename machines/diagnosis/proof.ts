import { formatElapsed } from '../elapsed.ts';
import type { Contradiction, Finding } from '../findings.ts';
import type { Evidence, RankedCause, Verdict } from '../inference/conclude.ts';
import type { Audience, Knowledge, Model } from '../knowledge.ts';
import { type Blame, type CauseId, type QuestionId, REACH_QUESTION } from '../vocabulary.ts';
import type { Facts } from './context.ts';
import type { Judgement, Sureness } from './judgement.ts';
import { answerWords, say, seenWords, signOf, sourceWords } from './words.ts';

export interface EvidenceLine {
  readonly sign: 'passed' | 'failed' | 'unknown';
  readonly words: string;
  /** Who saw it, and how long it took: "Seen by the helper, 3.0 s". */
  readonly source: string;
}

export interface VerdictView {
  readonly cause: CauseId;
  readonly blame: Blame;
  readonly settled: boolean;
  /** Proven, more likely than all others together, or the best of several. */
  readonly level: Sureness;
  readonly title: string;
  readonly short: string;
  /** Who has seen it, or that nobody has. */
  readonly basis: string;
  readonly tenths: number;
  readonly odds: string;
  /** Who can act. */
  readonly actor: string;
  readonly for: readonly EvidenceLine[];
  readonly against: readonly EvidenceLine[];
  readonly less: readonly {
    readonly cause: CauseId;
    readonly audience: Audience;
    readonly title: string;
    readonly odds: string;
  }[];
  readonly contradictions: readonly string[];
  /** What was tried without success. */
  readonly tried: readonly string[];
  /** The question that would settle it, where one is open. */
  readonly settling?: string;
}

/** What a tired person can take in; the report has the rest. */
const EVIDENCE_LINES = 5;
const LESS_LIKELY = 4;
const WORTH_NAMING = 0.03;

/** How many stand as equals where none can be told from the others. */
const EQUALS = 3;

/** What is shown of the likeliest cause; nothing where none stands before the others. */
export function verdictOf(judgement: Judgement, facts: Facts, knowledge: Knowledge): VerdictView | undefined {
  const { verdict, lead, next, telling } = judgement;
  if (lead === undefined) return undefined;
  const settling = next === undefined || next.question === REACH_QUESTION ? telling[0] : next.question;
  const words = knowledge.words.causes[lead.cause];
  const tenths = Math.max(1, Math.min(10, Math.round(lead.probability * 10)));
  const others = verdict.causes.filter(({ cause }) => cause !== lead.cause && !facts.tried.includes(cause));
  return {
    cause: lead.cause,
    blame: lead.blame,
    settled: verdict.settled,
    title: words.title,
    short: words.short,
    level: judgement.sureness,
    basis: say(knowledge, basisOf(verdict, isSeen(lead, knowledge.model))),
    tenths,
    odds: say(knowledge, 'verdict.odds', { tenths }),
    actor: say(knowledge, `blame.${lead.blame}`),
    for: evidence(lead.for, knowledge),
    against: evidence(lead.against, knowledge),
    less: others
      .filter(({ probability }) => probability >= WORTH_NAMING)
      .slice(0, LESS_LIKELY)
      .map(ranked => ({
        cause: ranked.cause,
        audience: knowledge.model.causes[ranked.cause].audience,
        title: knowledge.words.causes[ranked.cause].title,
        odds: say(knowledge, 'verdict.odds', { tenths: tenthsOrLess(ranked.probability) }),
      })),
    contradictions: [
      ...verdict.contradictions.map(one => contradictionWords(one, knowledge)),
      ...judgement.crossed.map(({ findings }) => findings.map(one => seenBy(one, knowledge)).join(' / ')),
    ],
    tried: facts.tried.map(cause => knowledge.words.causes[cause].title),
    ...(verdict.settled || settling === undefined ? {} : { settling: knowledge.words.questions[settling].title }),
  };
}

const seenBy = (finding: Finding, knowledge: Knowledge): string =>
  `${seenWords(knowledge, finding)} (${placeWords(finding, knowledge)})`;

function contradictionWords({ question, findings }: Contradiction, knowledge: Knowledge): string {
  const answers = findings.map(
    finding => `${answerWords(knowledge, question, finding.answer)} (${placeWords(finding, knowledge)})`,
  );
  return say(knowledge, 'verdict.contradiction', {
    question: knowledge.words.questions[question].title,
    answers: answers.join(' / '),
  });
}

/** Who saw it; in a capture the packet that shows it, for whoever opens the file. */
function placeWords({ source, detail }: Finding, knowledge: Knowledge): string {
  const packet = detail?.packet;
  return source === 'capture' && typeof packet === 'number'
    ? say(knowledge, 'source.capture.packet', { packet })
    : sourceWords(source, knowledge);
}

/** The honest end: the likeliest as equals, and what would tell most, whoever can find it out. */
export interface UndecidedView {
  readonly causes: readonly {
    readonly cause: CauseId;
    readonly title: string;
    readonly audience: Audience;
  }[];
  readonly telling: readonly { readonly question: QuestionId; readonly title: string }[];
}

/** Causes whose remedy was tried already are left out. */
export function undecidedOf({ verdict, telling }: Judgement, { tried }: Facts, knowledge: Knowledge): UndecidedView {
  const open = verdict.causes.filter(({ cause }) => !tried.includes(cause)).slice(0, EQUALS);
  return {
    causes: open.map(({ cause }) => ({
      cause,
      title: knowledge.words.causes[cause].title,
      audience: knowledge.model.causes[cause].audience,
    })),
    telling: telling.map(question => ({ question, title: knowledge.words.questions[question].title })),
  };
}

/** Where something broke can be seen while it is open why. */
function basisOf({ settled }: Verdict, seen: boolean): string {
  if (seen) return settled ? 'verdict.seen' : 'verdict.seen-where';
  return settled ? 'verdict.told' : 'verdict.unseen';
}

/**
 * A code that was pasted is a number, and a circumstance makes a cause likely: neither is a sight of it. Of what is one the
 * strongest counts: a weak sign that was seen does not make what the person told a thing that was seen.
 */
function isSeen(lead: RankedCause, { questions }: Model): boolean {
  const strongest = lead.for.find(
    ({ finding: { question } }) =>
      question !== 'code' && (questions[question].nature ?? 'observation') === 'observation',
  );
  return strongest !== undefined && strongest.finding.source !== 'person';
}

const tenthsOrLess = (probability: number): number | string =>
  probability < 0.1 ? '<1' : Math.round(probability * 10);

function evidence(lines: readonly Evidence[], knowledge: Knowledge): readonly EvidenceLine[] {
  return lines.slice(0, EVIDENCE_LINES).map(({ finding }) => {
    const source = placeWords(finding, knowledge);
    const time = finding.elapsedMs === undefined ? '' : `, ${formatElapsed(finding.elapsedMs, knowledge.language)}`;
    return { sign: signOf(knowledge.model, finding), words: seenWords(knowledge, finding), source: `${source}${time}` };
  });
}
