import { assign, cancel, fromCallback, raise, setup } from 'xstate';
import type { Target } from '../target/target.ts';
import { UNKNOWN } from '../vocabulary.ts';
import { acceptInput, changeReading, undoReading } from './accept-input.ts';
import type { CheckEvent, HelperState } from './check-events.ts';
import {
  abortCheck,
  answerQuestion,
  applyCheckEvent,
  crossOffRemedy,
  type DiagnosisEvent,
  dropAnswer,
  EMPTY_CASE,
  type Facts,
  type InterpretedInput,
  reopenQuestion,
  restoreRemedy,
  type Screen,
  startCheck,
  writeNote,
} from './context.ts';
import type { Judgement } from './judgement.ts';
import type { DiagnosisInput } from './start.ts';

/**
 * The probe of a target: sends `CheckEvent`s to its parent and ends with `check.finished` or `check.unavailable`.
 * Popup and tests `provide` it.
 */
export type CheckActor = ReturnType<typeof fromCallback<{ type: string }, { target: Target }>>;

/** A page alone cannot open a connection. */
const noHelper: CheckActor = fromCallback(({ sendBack }) => {
  sendBack({ type: 'check.unavailable', state: 'absent' } satisfies CheckEvent);
});

const DEADLINE = 'deadline';

type EventOf<Type extends DiagnosisEvent['type']> = Extract<DiagnosisEvent, { type: Type }>;

/** What the flow leaves to others: concluding from the facts, and making facts of a text. */
export interface DiagnosisServices {
  readonly judge: (facts: Facts) => Judgement;
  readonly interpret: (text: string, known: Target | undefined) => InterpretedInput;
}

/** Each takes what it judges as params and reads nothing else. */
const GUARDS = {
  returnsTo: (_: unknown, { returning, screen }: Pick<Facts, 'returning'> & { screen: Screen }) => returning === screen,
  knowsSomething: (_: unknown, { findings }: Facts) => findings.length > 0,
  hasTarget: (_: unknown, { target }: Facts) => target !== undefined,
  mayCheck: (_: unknown, { target, probe }: Facts) => target !== undefined && probe,
  wasAsked: (_: unknown, { asked }: Facts) => asked.length > 0,
  isAsking: (_: unknown, { question }: Facts) => question !== undefined,
  understood: (_: unknown, { intake }: Facts) =>
    intake !== undefined && (intake.problem === undefined || intake.note !== undefined),
  /** Nothing was wrong with the text, only nothing was read: the person goes on all the same. */
  readNothing: (_: unknown, { intake }: Facts) => intake?.problem === 'nothing-read',
  hasRemedy: (_: unknown, { remedy }: Facts) => remedy !== undefined,
  concludes: (_: unknown, { verdict, lead, sureness }: Judgement) =>
    lead !== undefined && (verdict.healthy || sureness !== 'guess'),
  hasQuestion: (_: unknown, { next }: Judgement) => next !== undefined,
  /** Not where a cause is as good as told: it is shown, and the question waits behind it. */
  goesOnAsking: (_: unknown, { next, end }: Judgement) => next !== undefined && end === undefined,
  hasLead: (_: unknown, { lead }: Judgement) => lead !== undefined,
  healthy: (_: unknown, { verdict }: Judgement) => verdict.healthy,
};

/** The flow's actor, guards, deadlines and actions: what the statechart of diagnosis.machine.ts is written in. */
export function setUpDiagnosis({ interpret }: Pick<DiagnosisServices, 'interpret'>) {
  return setup({
    types: {} as { context: Facts; events: DiagnosisEvent; input: DiagnosisInput },
    actors: { check: noHelper },
    delays: { checkDeadline: 30_000 },
    guards: GUARDS,
    actions: {
      clearResumeTarget: assign({ returning: undefined }),
      resetCase: assign(EMPTY_CASE),
      setTarget: assign((_, { target }: EventOf<'target.submitted'>) => ({ target, intake: undefined })),
      storeInput: assign(({ context }, { text, intake }: EventOf<'text.pasted'>) => ({
        intake: intake ?? interpret(text, context.target),
      })),
      dropText: assign({ intake: undefined }),
      changeReading: assign(({ context }, { part, meant }: EventOf<'reading.changed'>) =>
        changeReading(context, part, meant),
      ),
      takeReading: assign(({ context }, { code }: { readonly code?: string }) => acceptInput(context, code)),
      undoReading: assign(({ context }) => undoReading(context)),
      beginCheck: assign(({ context }) => startCheck(context)),
      // Not the state's own deadline: it stands still while the person is asked.
      startDeadline: raise({ type: 'check.overdue' }, { delay: 'checkDeadline', id: DEADLINE }),
      stopDeadline: cancel(DEADLINE),
      setConsentPending: assign((_, { consenting }: Pick<Facts, 'consenting'>) => ({ consenting })),
      abortCheck: assign(({ context }, { state }: { state: HelperState | undefined }) => abortCheck(context, state)),
      noteStage: assign(({ context }, event: EventOf<'stage.reported'>) => applyCheckEvent(context, event)),
      noteFinding: assign(({ context }, event: EventOf<'finding.reported'>) => applyCheckEvent(context, event)),
      ask: assign((_, { question }: Pick<Facts, 'question'>) => ({ question })),
      askBefore: assign(({ context }) => reopenQuestion(context)),
      noteAnswer: assign(({ context }, { question, answer }: EventOf<'question.answered'>) =>
        answerQuestion(context, question, answer),
      ),
      noteSkip: assign(({ context }) =>
        context.question === undefined ? {} : answerQuestion(context, context.question, UNKNOWN),
      ),
      chooseRemedy: assign((_, { cause }: EventOf<'remedy.chosen'>) => ({ remedy: cause })),
      noteFailure: assign(({ context }) => crossOffRemedy(context)),
      restoreRemedy: assign(({ context }) => restoreRemedy(context)),
      writeNote: assign((_, { text }: EventOf<'note.written'>) => writeNote(text)),
      dropAnswer: assign(({ context }, { question, answer }: EventOf<'answer.dropped'>) =>
        dropAnswer(context, question, answer),
      ),
    },
  });
}
