import type { DiagnosisEvent } from '../../../machines/diagnosis/context.ts';
import type { View } from '../../../machines/diagnosis/view.ts';
import type { Report } from '../../../machines/schemas/report.ts';
import { type Blame, type CauseId, type QuestionId, REACH_QUESTION } from '../../../machines/vocabulary.ts';
import type { ShownScreen } from './properties.ts';

/** What `<rdp-diagnosis>` emits to the embedding page, as bubbling, composed custom events. */
export interface ReconnectEvents {
  /** The person has begun. */
  'reconnect-start': Record<never, never>;
  'reconnect-answer': { readonly question: QuestionId; readonly answer: string };
  /** A cause is on the screen; it comes again when it changes. */
  'reconnect-verdict': { readonly cause: CauseId; readonly blame: Blame; readonly settled: boolean };
  'reconnect-resolved': Record<never, never>;
  /** The person hands the case over. The report names no host, user or address. */
  'reconnect-handover': { readonly report: Report };
  'reconnect-resize': { readonly height: number };
}

export type ReconnectEvent = {
  [Type in keyof ReconnectEvents]: { readonly type: Type; readonly detail: ReconnectEvents[Type] };
}[keyof ReconnectEvents];

/** What a page that keeps a title or a history of its own is told. */
export const shownScreen = ({ heading, screen }: View, cause: DiagnosisEvent | undefined): ShownScreen => ({
  heading,
  isBack: cause?.type === 'step.back',
  isFresh: screen === 'describing',
});

/** What a step of the flow means to the page. A hand-over is told by the element, once its report is there. */
export function eventsOfStep(
  before: View | undefined,
  after: View,
  cause: DiagnosisEvent | undefined,
): readonly ReconnectEvent[] {
  const told: ReconnectEvent[] = [];
  if (cause?.type === 'question.answered' && cause.question !== REACH_QUESTION)
    told.push({ type: 'reconnect-answer', detail: { question: cause.question, answer: cause.answer } });
  const { verdict, screen } = after;
  const entered = screen !== before?.screen;
  const changed = verdict?.cause !== before?.verdict?.cause || verdict?.settled !== before?.verdict?.settled;
  if (verdict !== undefined && screen === 'concluded' && (entered || changed)) {
    const { cause: named, blame, settled } = verdict;
    told.push({ type: 'reconnect-verdict', detail: { cause: named, blame, settled } });
  }
  if (entered && screen === 'resolved') told.push({ type: 'reconnect-resolved', detail: {} });
  return told;
}
