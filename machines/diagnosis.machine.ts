import { assign, fromCallback, type SnapshotFrom, setup } from 'xstate';
import type { CheckEvent, HelperState } from './check-events.ts';
import {
  checkBegun,
  checkBroken,
  type DiagnosisEvent,
  type DiagnosisInput,
  type Facts,
  forgotten,
  intakeTaken,
  intakeUndone,
  openCase,
  questionAnswered,
  questionReopened,
  remedyFailed,
  type Screen,
  withFinding,
  withStage,
} from './diagnosis.facts.ts';
import { type ReadText, takeIn } from './diagnosis.intake.ts';
import { type Judgement, judge } from './diagnosis.judgement.ts';
import type { Model } from './knowledge.ts';
import type { Target } from './target.ts';
import { UNKNOWN } from './vocabulary.ts';

/**
 * The probe of a target: sends `CheckEvent`s to its parent and ends with `check.finished` or `check.unavailable`.
 * Popup and tests `provide` it.
 */
export type CheckActor = ReturnType<typeof fromCallback<{ type: string }, { target: Target }>>;

/** A page alone cannot open a connection. */
const noHelper: CheckActor = fromCallback(({ sendBack }) => {
  sendBack({ type: 'check.unavailable', state: 'absent' } satisfies CheckEvent);
});

type EventOf<Type extends DiagnosisEvent['type']> = Extract<DiagnosisEvent, { type: Type }>;

/**
 * The one flow, routing only. Model and reader stay in the closure: a snapshot holds the facts of the case and nothing
 * else. A saved case comes back through `input.resume` and enters its state anew, so that checks and deadlines start
 * again. The reader is given because a page loads it only once there is something to read.
 */
export function createDiagnosis(model: Model, read: ReadText) {
  const judgement = ({ context }: { context: Facts }) => judge(model, context);
  const facts = ({ context }: { context: Facts }) => context;

  /** INVARIANT: every way into a check is guarded by `hasTarget` or `mayCheck`, or comes with a target. */
  const checkInput = ({ context: { target } }: { context: Facts }) => {
    if (target === undefined) throw new Error('a check needs a target');
    return { target };
  };

  return setup({
    types: {} as { context: Facts; events: DiagnosisEvent; input: DiagnosisInput },
    actors: { check: noHelper },
    delays: { checkDeadline: 30_000 },
    guards: {
      returnsTo: (_, { returning, screen }: Pick<Facts, 'returning'> & { screen: Screen }) => returning === screen,
      knowsSomething: (_, { findings }: Facts) => findings.length > 0,
      hasTarget: (_, { target }: Facts) => target !== undefined,
      mayCheck: (_, { target, probe }: Facts) => target !== undefined && probe,
      wasAsked: (_, { asked }: Facts) => asked.length > 0,
      isAsking: (_, { question }: Facts) => question !== undefined,
      understood: (_, { intake }: Facts) => intake !== undefined && intake.problem === undefined,
      isMending: (_, { remedy }: Facts) => remedy !== undefined,
      settled: (_, { verdict, lead }: Judgement) => verdict.settled && lead !== undefined,
      hasQuestion: (_, { next }: Judgement) => next !== undefined,
      hasLead: (_, { lead }: Judgement) => lead !== undefined,
      healthy: (_, { verdict }: Judgement) => verdict.healthy,
    },
    actions: {
      arrive: assign({ returning: undefined }),
      forget: assign(forgotten),
      setTarget: assign((_, { target }: EventOf<'target.submitted'>) => ({ target, intake: undefined })),
      noteText: assign(({ context }, { text }: EventOf<'text.pasted'>) => ({
        intake: takeIn(model, read, text, context.target),
      })),
      dropText: assign({ intake: undefined }),
      takeReading: assign(({ context }, { code }: EventOf<'reading.taken'>) => intakeTaken(context, code)),
      undoReading: assign(({ context }) => intakeUndone(context)),
      beginCheck: assign(({ context }) => checkBegun(context)),
      breakCheck: assign(({ context }, { state }: { state: HelperState | undefined }) => checkBroken(context, state)),
      noteStage: assign(({ context }, { report }: EventOf<'stage.reported'>) => ({
        stages: withStage(context.stages, report),
      })),
      noteFinding: assign(({ context }, { finding }: EventOf<'finding.reported'>) => ({
        findings: withFinding(context.findings, finding),
      })),
      ask: assign((_, { question }: Pick<Facts, 'question'>) => ({ question })),
      askBefore: assign(({ context }) => questionReopened(context)),
      noteAnswer: assign(({ context }, { question, answer }: EventOf<'question.answered'>) =>
        questionAnswered(context, question, answer),
      ),
      noteSkip: assign(({ context }) =>
        context.question === undefined ? {} : questionAnswered(context, context.question, UNKNOWN),
      ),
      chooseRemedy: assign((_, { cause }: EventOf<'remedy.chosen'>) => ({ remedy: cause })),
      noteFailure: assign(({ context }) => remedyFailed(context)),
    },
  }).createMachine({
    id: 'diagnosis',
    context: ({ input }) => openCase(input),
    initial: 'opening',
    on: { 'case.restarted': { target: '.describing', actions: 'forget' } },
    states: {
      opening: {
        always: [
          { guard: { type: 'returnsTo', params: returning('describing') }, target: 'describing' },
          { guard: { type: 'returnsTo', params: returning('checking') }, target: 'checking' },
          { guard: { type: 'returnsTo', params: returning('asking') }, target: 'asking' },
          { guard: { type: 'returnsTo', params: returning('concluded') }, target: 'concluded' },
          { guard: { type: 'returnsTo', params: returning('mending') }, target: 'mending' },
          { guard: { type: 'returnsTo', params: returning('verifying') }, target: 'verifying' },
          { guard: { type: 'returnsTo', params: returning('resolved') }, target: 'resolved' },
          { guard: { type: 'returnsTo', params: returning('handed-over') }, target: 'handed-over' },
          { guard: { type: 'knowsSomething', params: facts }, target: 'deciding' },
          { target: 'describing' },
        ],
        exit: 'arrive',
      },

      describing: {
        on: {
          'text.pasted': { actions: { type: 'noteText', params: ({ event }) => event } },
          'reading.undone': { actions: 'dropText' },
          'reading.taken': {
            guard: { type: 'understood', params: facts },
            target: 'starting',
            actions: { type: 'takeReading', params: ({ event }) => event },
          },
          'target.submitted': { target: 'starting', actions: { type: 'setTarget', params: ({ event }) => event } },
          'check.requested': { target: 'starting' },
          'answer.changed': { target: 'asking', actions: { type: 'ask', params: ({ event }) => event } },
        },
      },

      starting: {
        always: [{ guard: { type: 'mayCheck', params: facts }, target: 'checking' }, { target: 'deciding' }],
      },

      checking: {
        entry: 'beginCheck',
        invoke: {
          id: 'check',
          src: 'check',
          input: checkInput,
          onError: { target: 'deciding', actions: { type: 'breakCheck', params: { state: 'crashed' } } },
        },
        after: {
          checkDeadline: { target: 'deciding', actions: { type: 'breakCheck', params: { state: 'no-answer' } } },
        },
        on: {
          'stage.reported': { actions: { type: 'noteStage', params: ({ event }) => event } },
          'finding.reported': { actions: { type: 'noteFinding', params: ({ event }) => event } },
          'check.finished': { target: 'deciding' },
          'check.unavailable': { target: 'deciding', actions: { type: 'breakCheck', params: ({ event }) => event } },
          'check.cancelled': { target: 'deciding', actions: { type: 'breakCheck', params: { state: undefined } } },
          'step.back': { target: 'describing', actions: { type: 'breakCheck', params: { state: undefined } } },
        },
      },

      deciding: {
        always: [
          { guard: { type: 'settled', params: judgement }, target: 'concluded' },
          {
            guard: { type: 'hasQuestion', params: judgement },
            target: 'asking',
            actions: { type: 'ask', params: ({ context }) => ({ question: judge(model, context).next }) },
          },
          { guard: { type: 'hasLead', params: judgement }, target: 'concluded' },
          { target: 'handed-over' },
        ],
      },

      asking: {
        on: {
          'question.answered': { target: 'deciding', actions: { type: 'noteAnswer', params: ({ event }) => event } },
          'question.skipped': { target: 'deciding', actions: 'noteSkip' },
          'answer.changed': { actions: { type: 'ask', params: ({ event }) => event } },
          'verdict.requested': { target: 'concluded' },
          'text.pasted': { target: 'reading', actions: { type: 'noteText', params: ({ event }) => event } },
          'reading.undone': { target: 'deciding', actions: 'undoReading' },
          'target.submitted': { target: 'checking', actions: { type: 'setTarget', params: ({ event }) => event } },
          'check.requested': { guard: { type: 'hasTarget', params: facts }, target: 'checking' },
          'case.resolved': { target: 'resolved' },
          'case.handedOver': { target: 'handed-over' },
          'step.back': [{ guard: { type: 'wasAsked', params: facts }, actions: 'askBefore' }, { target: 'describing' }],
        },
      },

      reading: {
        on: {
          'text.pasted': { actions: { type: 'noteText', params: ({ event }) => event } },
          'reading.taken': {
            guard: { type: 'understood', params: facts },
            target: 'starting',
            actions: { type: 'takeReading', params: ({ event }) => event },
          },
          'reading.undone': { target: 'leaving-reading', actions: 'dropText' },
          'step.back': { target: 'leaving-reading', actions: 'dropText' },
        },
      },
      'leaving-reading': {
        always: [{ guard: { type: 'isAsking', params: facts }, target: 'asking' }, { target: 'deciding' }],
      },

      concluded: {
        on: {
          'remedy.chosen': { target: 'mending', actions: { type: 'chooseRemedy', params: ({ event }) => event } },
          'question.requested': {
            guard: { type: 'hasQuestion', params: judgement },
            target: 'asking',
            actions: { type: 'ask', params: ({ context }) => ({ question: judge(model, context).next }) },
          },
          'answer.changed': { target: 'asking', actions: { type: 'ask', params: ({ event }) => event } },
          'text.pasted': { target: 'reading', actions: { type: 'noteText', params: ({ event }) => event } },
          'reading.undone': { target: 'deciding', actions: 'undoReading' },
          'target.submitted': { target: 'checking', actions: { type: 'setTarget', params: ({ event }) => event } },
          'check.requested': { guard: { type: 'hasTarget', params: facts }, target: 'checking' },
          'case.resolved': { target: 'resolved' },
          'case.handedOver': { target: 'handed-over' },
          'step.back': [
            { guard: { type: 'wasAsked', params: facts }, target: 'asking', actions: 'askBefore' },
            { target: 'describing' },
          ],
        },
      },

      mending: {
        on: {
          'remedy.tried': { target: 'verifying' },
          'check.requested': { guard: { type: 'hasTarget', params: facts }, target: 'verifying.rechecking' },
          'remedy.failed': { target: 'deciding', actions: 'noteFailure' },
          'answer.changed': { target: 'asking', actions: { type: 'ask', params: ({ event }) => event } },
          'case.resolved': { target: 'resolved' },
          'case.handedOver': { target: 'handed-over' },
          'step.back': { target: 'concluded' },
        },
      },

      verifying: {
        initial: 'choosing',
        on: {
          'remedy.failed': { target: 'deciding', actions: 'noteFailure' },
          'case.resolved': { target: 'resolved' },
          'case.handedOver': { target: 'handed-over' },
          'step.back': { target: 'mending' },
        },
        states: {
          choosing: {
            always: [{ guard: { type: 'mayCheck', params: facts }, target: 'rechecking' }, { target: 'trying' }],
          },
          rechecking: {
            entry: 'beginCheck',
            invoke: {
              id: 'recheck',
              src: 'check',
              input: checkInput,
              onError: { target: 'trying', actions: { type: 'breakCheck', params: { state: 'crashed' } } },
            },
            after: {
              checkDeadline: { target: 'trying', actions: { type: 'breakCheck', params: { state: 'no-answer' } } },
            },
            on: {
              'stage.reported': { actions: { type: 'noteStage', params: ({ event }) => event } },
              'finding.reported': { actions: { type: 'noteFinding', params: ({ event }) => event } },
              'check.finished': [
                { guard: { type: 'healthy', params: judgement }, target: 'trying' },
                { target: '#diagnosis.deciding', actions: 'noteFailure' },
              ],
              'check.unavailable': { target: 'trying', actions: { type: 'breakCheck', params: ({ event }) => event } },
              'check.cancelled': { target: 'trying', actions: { type: 'breakCheck', params: { state: undefined } } },
            },
          },
          /** A check sees no account and no session: the person tries, and says. */
          trying: { on: { 'check.requested': { guard: { type: 'hasTarget', params: facts }, target: 'rechecking' } } },
        },
      },

      resolved: {
        on: {
          'remedy.failed': { target: 'deciding', actions: 'noteFailure' },
          'case.handedOver': { target: 'handed-over' },
          'step.back': [{ guard: { type: 'isMending', params: facts }, target: 'mending' }, { target: 'deciding' }],
        },
      },

      'handed-over': {
        on: {
          'answer.changed': { target: 'asking', actions: { type: 'ask', params: ({ event }) => event } },
          'check.requested': { guard: { type: 'hasTarget', params: facts }, target: 'checking' },
          'case.resolved': { target: 'resolved' },
          'step.back': [
            { guard: { type: 'isMending', params: facts }, target: 'mending' },
            { guard: { type: 'hasLead', params: judgement }, target: 'deciding' },
            { target: 'describing' },
          ],
        },
      },
    },
  });
}

const returning =
  (screen: Screen) =>
  ({ context }: { context: Facts }) => ({ returning: context.returning, screen });

export type Diagnosis = ReturnType<typeof createDiagnosis>;
export type DiagnosisSnapshot = SnapshotFrom<Diagnosis>;
