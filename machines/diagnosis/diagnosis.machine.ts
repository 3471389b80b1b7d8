import type { SnapshotFrom } from 'xstate';
import type { Facts, Screen } from './context.ts';
import { type DiagnosisServices, setUpDiagnosis } from './setup.ts';
import { factsAtStart } from './start.ts';

export type { CheckActor, DiagnosisServices } from './setup.ts';

/** While the person is asked for consent, the window's life bounds the wait; a deadline of ours would only cut it off. */
const CONSENT_TRANSITIONS = {
  'consent.asked': { actions: ['stopDeadline', { type: 'setConsentPending', params: { consenting: true } }] },
  'consent.given': {
    actions: ['stopDeadline', 'startDeadline', { type: 'setConsentPending', params: { consenting: undefined } }],
  },
} as const;
const CHECK_EXIT_ACTIONS = ['stopDeadline', { type: 'setConsentPending', params: { consenting: undefined } }] as const;

/**
 * The one flow, routing only. What it knows stays in the closure: a snapshot holds the facts of the case and nothing
 * else. A saved case comes back through `input.start` and enters its state anew, so that checks and deadlines start
 * again.
 */
export function createDiagnosis({ judge, interpret }: DiagnosisServices) {
  const judgement = ({ context }: { context: Facts }) => judge(context);
  const nextQuestion = ({ context }: { context: Facts }) => ({ question: judge(context).next?.question });
  const facts = ({ context }: { context: Facts }) => context;

  /** INVARIANT: every way into a check is guarded by `hasTarget` or `mayCheck`, or comes with a target. */
  const checkInput = ({ context: { target } }: { context: Facts }) => {
    if (target === undefined) throw new Error('a check needs a target');
    return { target };
  };

  return setUpDiagnosis({ interpret }).createMachine({
    id: 'diagnosis',
    context: ({ input }) => factsAtStart(input),
    initial: 'opening',
    on: {
      'case.restarted': { target: '.describing', actions: 'resetCase' },
      'note.written': { actions: { type: 'writeNote', params: ({ event }) => event } },
    },
    states: {
      opening: {
        always: [
          { guard: { type: 'returnsTo', params: returning('describing') }, target: 'describing' },
          { guard: { type: 'returnsTo', params: returning('checking') }, target: 'checking' },
          { guard: { type: 'returnsTo', params: returning('asking') }, target: 'asking' },
          { guard: { type: 'returnsTo', params: returning('concluded') }, target: 'concluded' },
          { guard: { type: 'returnsTo', params: returning('cannot-tell') }, target: 'cannot-tell' },
          { guard: { type: 'returnsTo', params: returning('crossed-off') }, target: 'crossed-off' },
          { guard: { type: 'returnsTo', params: returning('mending') }, target: 'mending' },
          { guard: { type: 'returnsTo', params: returning('verifying') }, target: 'verifying' },
          { guard: { type: 'returnsTo', params: returning('resolved') }, target: 'resolved' },
          { guard: { type: 'returnsTo', params: returning('handed-over') }, target: 'handed-over' },
          { guard: { type: 'knowsSomething', params: facts }, target: 'deciding' },
          { target: 'describing' },
        ],
        exit: 'clearResumeTarget',
      },

      describing: {
        on: {
          'answer.dropped': { actions: { type: 'dropAnswer', params: ({ event }) => event } },
          'text.pasted': { actions: { type: 'storeInput', params: ({ event }) => event } },
          'reading.undone': { actions: 'dropText' },
          'reading.changed': { actions: { type: 'changeReading', params: ({ event }) => event } },
          'near.confirmed': { target: 'starting', actions: { type: 'takeReading', params: ({ event }) => event } },
          'reading.taken': [
            {
              guard: { type: 'understood', params: facts },
              target: 'starting',
              actions: { type: 'takeReading', params: ({ event }) => event },
            },
            { guard: { type: 'readNothing', params: facts }, target: 'deciding', actions: 'dropText' },
          ],
          'target.submitted': { target: 'starting', actions: { type: 'setTarget', params: ({ event }) => event } },
          'check.requested': { target: 'starting' },
          'answer.changed': { target: 'asking', actions: { type: 'ask', params: ({ event }) => event } },
        },
      },

      starting: {
        always: [{ guard: { type: 'mayCheck', params: facts }, target: 'checking' }, { target: 'deciding' }],
      },

      checking: {
        entry: ['beginCheck', 'startDeadline'],
        exit: CHECK_EXIT_ACTIONS,
        invoke: {
          id: 'check',
          src: 'check',
          input: checkInput,
          onError: { target: 'deciding', actions: { type: 'abortCheck', params: { state: 'crashed' } } },
        },
        on: {
          ...CONSENT_TRANSITIONS,
          'check.overdue': { target: 'deciding', actions: { type: 'abortCheck', params: { state: 'no-answer' } } },
          'stage.reported': { actions: { type: 'noteStage', params: ({ event }) => event } },
          'finding.reported': { actions: { type: 'noteFinding', params: ({ event }) => event } },
          /** What was seen is told first; a question comes behind it. */
          'check.finished': [
            { guard: { type: 'hasLead', params: judgement }, target: 'concluded' },
            { target: 'deciding' },
          ],
          'check.unavailable': { target: 'deciding', actions: { type: 'abortCheck', params: ({ event }) => event } },
          'check.cancelled': { target: 'deciding', actions: { type: 'abortCheck', params: { state: undefined } } },
          'step.back': { target: 'describing', actions: { type: 'abortCheck', params: { state: undefined } } },
        },
      },

      deciding: {
        always: [
          {
            guard: { type: 'goesOnAsking', params: judgement },
            target: 'asking',
            actions: { type: 'ask', params: nextQuestion },
          },
          { guard: { type: 'concludes', params: judgement }, target: 'concluded' },
          { guard: { type: 'hasLead', params: judgement }, target: 'cannot-tell' },
          { target: 'handed-over' },
        ],
      },

      asking: {
        on: {
          'answer.dropped': { target: 'deciding', actions: { type: 'dropAnswer', params: ({ event }) => event } },
          'question.answered': { target: 'deciding', actions: { type: 'noteAnswer', params: ({ event }) => event } },
          'question.skipped': { target: 'deciding', actions: 'noteSkip' },
          'answer.changed': { actions: { type: 'ask', params: ({ event }) => event } },
          'verdict.requested': { target: 'concluded' },
          'text.pasted': { target: 'reading', actions: { type: 'storeInput', params: ({ event }) => event } },
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
          'text.pasted': { actions: { type: 'storeInput', params: ({ event }) => event } },
          'near.confirmed': { target: 'starting', actions: { type: 'takeReading', params: ({ event }) => event } },
          'reading.taken': {
            guard: { type: 'understood', params: facts },
            target: 'starting',
            actions: { type: 'takeReading', params: ({ event }) => event },
          },
          'reading.undone': { target: 'leaving-reading', actions: 'dropText' },
          'reading.changed': { actions: { type: 'changeReading', params: ({ event }) => event } },
          'step.back': { target: 'leaving-reading', actions: 'dropText' },
        },
      },
      'leaving-reading': {
        always: [{ guard: { type: 'isAsking', params: facts }, target: 'asking' }, { target: 'deciding' }],
      },

      concluded: {
        on: {
          'answer.dropped': { target: 'deciding', actions: { type: 'dropAnswer', params: ({ event }) => event } },
          'remedy.chosen': { target: 'mending', actions: { type: 'chooseRemedy', params: ({ event }) => event } },
          'question.requested': {
            guard: { type: 'hasQuestion', params: judgement },
            target: 'asking',
            actions: { type: 'ask', params: nextQuestion },
          },
          'answer.changed': { target: 'asking', actions: { type: 'ask', params: ({ event }) => event } },
          'text.pasted': { target: 'reading', actions: { type: 'storeInput', params: ({ event }) => event } },
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

      /** The honest end: no cause is more likely than all others together, and no more can be had from this person. */
      'cannot-tell': {
        on: {
          'answer.dropped': { target: 'deciding', actions: { type: 'dropAnswer', params: ({ event }) => event } },
          'verdict.requested': { guard: { type: 'hasLead', params: judgement }, target: 'concluded' },
          'remedy.chosen': { target: 'mending', actions: { type: 'chooseRemedy', params: ({ event }) => event } },
          'answer.changed': { target: 'asking', actions: { type: 'ask', params: ({ event }) => event } },
          'text.pasted': { target: 'reading', actions: { type: 'storeInput', params: ({ event }) => event } },
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

      /** Said before anything else is put: which cause is crossed off, and what comes next. */
      'crossed-off': {
        on: {
          'case.continued': { target: 'deciding' },
          'remedy.restored': { target: 'mending', actions: 'restoreRemedy' },
          'case.resolved': { target: 'resolved' },
          'case.handedOver': { target: 'handed-over' },
          'step.back': { target: 'mending', actions: 'restoreRemedy' },
        },
      },

      mending: {
        on: {
          'answer.dropped': { target: 'deciding', actions: { type: 'dropAnswer', params: ({ event }) => event } },
          'remedy.tried': { target: 'verifying' },
          'check.requested': { guard: { type: 'hasTarget', params: facts }, target: 'verifying.rechecking' },
          'remedy.failed': { target: 'crossed-off', actions: 'noteFailure' },
          'answer.changed': { target: 'asking', actions: { type: 'ask', params: ({ event }) => event } },
          'case.resolved': { target: 'resolved' },
          'case.handedOver': { target: 'handed-over' },
          'step.back': { target: 'concluded' },
        },
      },

      verifying: {
        initial: 'choosing',
        on: {
          'remedy.failed': { target: 'crossed-off', actions: 'noteFailure' },
          'case.resolved': { target: 'resolved' },
          'case.handedOver': { target: 'handed-over' },
          'step.back': { target: 'mending' },
        },
        states: {
          choosing: {
            always: [{ guard: { type: 'mayCheck', params: facts }, target: 'rechecking' }, { target: 'trying' }],
          },
          rechecking: {
            entry: ['beginCheck', 'startDeadline'],
            exit: CHECK_EXIT_ACTIONS,
            invoke: {
              id: 'recheck',
              src: 'check',
              input: checkInput,
              onError: { target: 'trying', actions: { type: 'abortCheck', params: { state: 'crashed' } } },
            },
            on: {
              ...CONSENT_TRANSITIONS,
              'check.overdue': { target: 'trying', actions: { type: 'abortCheck', params: { state: 'no-answer' } } },
              'stage.reported': { actions: { type: 'noteStage', params: ({ event }) => event } },
              'finding.reported': { actions: { type: 'noteFinding', params: ({ event }) => event } },
              'check.finished': [
                { guard: { type: 'healthy', params: judgement }, target: 'trying' },
                { target: '#diagnosis.crossed-off', actions: 'noteFailure' },
              ],
              'check.unavailable': { target: 'trying', actions: { type: 'abortCheck', params: ({ event }) => event } },
              'check.cancelled': { target: 'trying', actions: { type: 'abortCheck', params: { state: undefined } } },
            },
          },
          /** A check sees no account and no session: the person tries, and says. */
          trying: { on: { 'check.requested': { guard: { type: 'hasTarget', params: facts }, target: 'rechecking' } } },
        },
      },

      resolved: {
        on: {
          'remedy.failed': [
            { guard: { type: 'hasRemedy', params: facts }, target: 'crossed-off', actions: 'noteFailure' },
            { target: 'deciding' },
          ],
          'case.handedOver': { target: 'handed-over' },
          'step.back': [{ guard: { type: 'hasRemedy', params: facts }, target: 'mending' }, { target: 'deciding' }],
        },
      },

      'handed-over': {
        on: {
          'answer.dropped': { target: 'deciding', actions: { type: 'dropAnswer', params: ({ event }) => event } },
          'answer.changed': { target: 'asking', actions: { type: 'ask', params: ({ event }) => event } },
          'check.requested': { guard: { type: 'hasTarget', params: facts }, target: 'checking' },
          'case.resolved': { target: 'resolved' },
          'step.back': [
            { guard: { type: 'hasRemedy', params: facts }, target: 'mending' },
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
