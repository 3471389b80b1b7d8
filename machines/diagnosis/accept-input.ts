import type { Finding } from '../findings.ts';
import { LIMITS } from '../schemas/limits.ts';
import {
  answerPart,
  CODE_PART,
  type Facts,
  type InterpretedInput,
  type ReadingPart,
  TARGET_PART,
  withFinding,
} from './context.ts';

/** The person takes something back that was understood, or stands by it again. */
export function changeReading({ intake }: Facts, part: ReadingPart, meant: boolean): Partial<Facts> {
  const others = intake?.declined?.filter(one => one !== part) ?? [];
  return { intake: intake && { ...intake, declined: meant ? others : [...others, part] } };
}

/** What was understood becomes known. What the person said about the same question gives way to what a tool printed. */
export function acceptInput(facts: Facts, code: string | undefined): Partial<Facts> {
  const { intake } = facts;
  if (intake === undefined) return {};
  const { declined = [] } = intake;
  const codes = declined.includes(CODE_PART) ? [] : intake.codes;
  const chosen = [...codes, ...(intake.near ?? [])].find(id => id === code) ?? codes[0];
  const read = intake.findings.filter(
    finding => !declined.includes(answerPart(finding)) && (finding.question !== 'code' || chosen === undefined),
  );
  const added: readonly Finding[] =
    chosen === undefined
      ? read
      : [...read, { question: 'code', answer: chosen, source: 'transcript' } satisfies Finding];
  // Where the host contradicts the person, both are shown.
  const replaced = new Set(added.filter(({ source }) => source !== 'host').map(({ question }) => question));
  const told = statedFindings(intake);
  const retold = new Set(told.map(finding => finding.question));
  const kept = facts.findings.filter(
    ({ question, source }) =>
      source === 'probe' || !(replaced.has(question) || (source === 'person' && retold.has(question))),
  );
  const note = [facts.note, intake.note].filter(text => text !== undefined).join(' ');
  return {
    target: (declined.includes(TARGET_PART) ? undefined : intake.target) ?? facts.target,
    findings: [...added, ...told].reduce(withFinding, kept),
    // Of an attempt of which something is not meant, the line is not drawn as if it were.
    recorded: declined.length > 0 ? facts.recorded : (intake.recorded ?? facts.recorded),
    intake: undefined,
    ...(note === '' ? {} : { note: note.slice(0, LIMITS.note) }),
  };
}

/** Read out of sentences, not chosen as an answer: it goes when the reading is undone. */
const OUT_OF_SENTENCES = { said: true } as const;

/** A statement is no observation: the person is the source. */
function statedFindings({ said, declined = [] }: InterpretedInput): readonly Finding[] {
  return said
    .filter(fact => !declined.includes(answerPart(fact)))
    .map(({ question, answer }) => ({ question, answer, source: 'person', detail: OUT_OF_SENTENCES }));
}

/** Takes back all that texts and files told, with the note that was kept of them. */
export const undoReading = (facts: Facts): Partial<Facts> => ({
  intake: undefined,
  note: undefined,
  recorded: undefined,
  findings: facts.findings.filter(finding => !wasRead(finding)),
});

/** Whether a finding came out of a text or a file. */
export const wasRead = ({ source, detail }: Finding): boolean =>
  (source !== 'probe' && source !== 'person') || detail?.said === true;
