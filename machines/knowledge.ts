import type { Blame, CauseId, DialogLanguage, QuestionId, Stage, Stop, Surface } from './vocabulary.ts';

/** Five words of likelihood; `shareOf` maps them to numbers in one place. */
export const LIKELIHOODS = ['always', 'often', 'sometimes', 'rarely', 'never'] as const;
export type Likelihood = (typeof LIKELIHOODS)[number];

export const AUDIENCES = ['user', 'admin'] as const;
export type Audience = (typeof AUDIENCES)[number];

/** What one cause makes likely. Answers that are not mentioned are uninformative. */
export interface CauseKnowledge {
  /** Who can carry out the remedy: whoever sits at the failing device, or only an administrator. */
  readonly audience: Audience;
  /** Relative weight before anything is known. */
  readonly baseRate: number;
  /** The first stage at which a probe would see it fail; `session` where no probe sees it. */
  readonly stage: Stage;
  readonly answers: { readonly [Q in QuestionId]?: { readonly [answer: string]: Likelihood } };
}

/**
 * What an answer is worth: `observation` (seen, and able to prove a cause), `circumstance` (what is there or happened, true
 * but often beside the point), `impression` (how it felt to somebody who was doing something else).
 */
export const NATURES = ['observation', 'circumstance', 'impression'] as const;
export type Nature = (typeof NATURES)[number];

/** Who can find an answer out: anyone at the failing device, somebody who can get to the host, or its administrator. */
export const REACHES = ['anyone', 'at-the-host', 'administrator'] as const;
export type Reach = (typeof REACHES)[number];

/** What an answer says about its part of the connection. A `warning` is a fault that clients ask about, and go on. */
export const TONES = ['good', 'bad', 'warning', 'neutral'] as const;
export type Tone = (typeof TONES)[number];

/** Whether several answers to a question hold at once: whoever gave them, or only where one source gave them. */
export const SEVERALS = ['across-sources', 'within-source'] as const;
export type Several = (typeof SEVERALS)[number];

/** What an answer proves about the order of stages: that every stage up to this one passed, or that this one failed. */
export interface StageProof {
  readonly failed?: Stage | undefined;
  readonly passed?: Stage | undefined;
  /** Only where a machine read it: a person who was shown no warning says "ok" without having got so far. */
  readonly by?: 'machine' | undefined;
}

/** All that one answer means: a row of content/model/questions.yaml, which explains each field. */
export interface AnswerTraits {
  /** How it is spread where the cause has nothing to do with the question. Missing for `code` alone. */
  readonly usually?: Likelihood;
  /** `neutral` unless told; two where it depends on who saw it. */
  readonly tone?: Tone | { readonly person: Tone; readonly machine: Tone };
  readonly proves?: StageProof;
  /** Only the absence of an answer, expected after any earlier failure. */
  readonly silence?: boolean;
  /** Answers that say the same more precisely. */
  readonly covers?: readonly string[];
  /** A probe may see it on a host that is well. */
  readonly healthy?: boolean;
  /** What else a probe must have seen before all of it makes the host healthy. */
  readonly needs?: readonly QuestionId[];
  /** The last stop that the picture of a told case shows as passed. */
  readonly through?: Stop;
  /** Places that the picture of a told case shows to work, wherever they stand. */
  readonly works?: readonly Stop[];
  /** The answer that it stands for in the ranking where a probe saw it. */
  readonly countsAs?: string;
}

export interface QuestionKnowledge {
  readonly stage: Stage | 'any';
  /** Where on the path its answers are shown. */
  readonly stop?: Stop;
  /** `observation` unless told. */
  readonly nature?: Nature;
  /** Correlated questions share a group, so that one fact told in three ways counts once. */
  readonly group?: string;
  /** For `code`: the group in which a code of a stage counts. */
  readonly groups?: { readonly [S in Stage | 'any']: string };
  readonly several?: Several;
  readonly reach: Reach;
  /** How likely a person within reach can say, once asked. 0: nobody is asked. */
  readonly sayable: number;
  /** What finding out costs a person, in minutes. */
  readonly minutes: number;
  /** The answer is made by trying something that takes a minute and no knowledge. */
  readonly try?: boolean;
  /** Whether a probe with the helper answers it. */
  readonly probe?: boolean;
  /** Answers to other questions after which this one has no meaning. */
  readonly unless?: { readonly [Q in QuestionId]?: readonly string[] };
  /** One row for each of its fixed answers. */
  readonly answers: { readonly [answer: string]: AnswerTraits };
}

/** Fragments by which one message is recognised, by language; `…` stands for a name, an address or a number. */
export type Wordings = { readonly [L in DialogLanguage]?: readonly string[] };

/** One code or message on one surface, in the form that the engine and the lookup need. */
export interface CodeKnowledge {
  readonly surface: Surface;
  /** `0x4` in lower-case hex, or the id of a wording: `nla-required`. */
  readonly code: string;
  readonly name?: string;
  /** Plain meaning, one or two short sentences. */
  readonly meaning: string;
  /** For messages: what they are recognised by. The first in English is their title. */
  readonly wordings?: Wordings;
  /** For messages: what they state for certain. */
  readonly shows?: { readonly [Q in QuestionId]?: string };
  /** For messages: ids of the codes that client libraries give for the same sentence. */
  readonly numbers?: readonly string[];
  /** For messages: others whose sentences this dialog also holds. */
  readonly overrules?: readonly string[];
  /** For messages: opens dialogs whose next sentence says more. */
  readonly general?: boolean;
  /** For messages: false where logs and people say it, but no dialog of a client. */
  readonly dialog?: boolean;
  readonly stage: Stage | 'any';
  /** Likely causes, most likely first. Empty where the code says nothing about the cause. */
  readonly causes: readonly CauseId[];
  readonly confidence: 'documented' | 'reported' | 'inferred';
  readonly sources: readonly string[];
}

/** Language-neutral knowledge: content/model/*.yaml and content/codes/*.yaml, checked. */
export interface Model {
  readonly causes: { readonly [C in CauseId]: CauseKnowledge };
  readonly questions: { readonly [Q in QuestionId]: QuestionKnowledge };
  readonly codes: readonly CodeKnowledge[];
}

export interface QuestionWords {
  /** The question itself. */
  readonly title: string;
  /** One sentence: why we ask. */
  readonly why: string;
  /** Answer id -> words. Has every answer of the vocabulary but `unknown`, whose words are in `ui`. */
  readonly answers: { readonly [answer: string]: { readonly label: string; readonly hint?: string } };
  /** How to find out, HTML of our own content. Empty when there is nothing to add. */
  readonly help: string;
  /** The step that answers this question, where one does. */
  readonly step?: string;
  /** Where the answer is made by trying something: what to do, and what each outcome answers. */
  readonly try?: TryWords;
}

export interface TryWords {
  readonly title: string;
  readonly steps: readonly string[];
  readonly outcomes: readonly { readonly answer: string; readonly label: string }[];
  /** What to put back afterwards. */
  readonly after?: string | undefined;
}

export interface CauseWords {
  /** A sentence fragment: "A firewall or the VPN blocks the way". */
  readonly title: string;
  /** One or two sentences for the verdict. */
  readonly short: string;
  readonly blame: Blame;
  readonly difficulty: 'easy' | 'medium' | 'hard';
  readonly minutes: number;
  /** Who can do it, in words. */
  readonly who: string;
  /** HTML of our own content. */
  readonly remedy: string;
  readonly undo: string;
  readonly verify: string;
}

/** Everything a front end shows, in one language. */
export interface Words {
  readonly questions: { readonly [Q in QuestionId]: QuestionWords };
  readonly causes: { readonly [C in CauseId]: CauseWords };
  /** Every other string. Placeholders are `{name}`. */
  readonly ui: { readonly [key: string]: string };
}

/** What the site build renders to dist/knowledge.json, and what widget, popup and command line carry. */
export interface Knowledge {
  readonly version: 1;
  readonly language: string;
  /** The way that the language is written. */
  readonly direction: 'ltr' | 'rtl';
  readonly model: Model;
  readonly words: Words;
}
