import { type Actor, createActor } from 'xstate';
import type { DiagnosisEvent, Facts } from '../../../machines/diagnosis/context.ts';
import { type CheckActor, createDiagnosis, type Diagnosis } from '../../../machines/diagnosis/diagnosis.machine.ts';
import { firstViewOf } from '../../../machines/diagnosis/first-view.ts';
import { judge } from '../../../machines/diagnosis/judgement.ts';
import { type SavedCase, saveCase } from '../../../machines/diagnosis/saved-case.ts';
import type { DiagnosisInput } from '../../../machines/diagnosis/start.ts';
import type { System } from '../../../machines/diagnosis/systems.ts';
import type { View } from '../../../machines/diagnosis/view.ts';
import type { Knowledge, Model } from '../../../machines/knowledge.ts';
import { interpretNow } from '../lazy/lazy-modules.ts';
import { answersNow } from '../lazy/load-answers.ts';

export interface SessionCalls {
  /** The flow moved. `cause` is the person's event, where one was at work. */
  readonly moved: (cause: DiagnosisEvent | undefined) => void;
  /** A bug of ours: the flow cannot go on. */
  readonly lost: () => void;
}

/** A statechart for one case, made before its knowledge is here. */
export interface PreparedFlow {
  readonly machine: Diagnosis;
  readonly know: (model: Model) => void;
}

/** What of a case waits for no knowledge: it is made while that is on its way. */
export function prepareFlow(): PreparedFlow {
  let known: Model | undefined;
  const model = () => {
    if (known === undefined) throw new Error('a case needs its knowledge');
    return known;
  };
  const machine = createDiagnosis({
    judge: facts => judge(model(), facts),
    interpret: (text, target) => interpretNow(model(), text, target),
  });
  return {
    machine,
    know: given => {
      known = given;
    },
  };
}

export interface SessionParts {
  readonly flow: PreparedFlow;
  readonly knowledge: Knowledge;
  readonly check: CheckActor | undefined;
  readonly system: System | undefined;
}

/** One case at work: the machine's actor with its knowledge, from start to stop. */
export class CaseSession {
  readonly #flow: PreparedFlow;
  readonly #actor: Actor<Diagnosis>;
  readonly #system: System | undefined;
  #knowledge: Knowledge;
  #cause: DiagnosisEvent | undefined;

  constructor({ flow, knowledge, check, system }: SessionParts, input: DiagnosisInput, calls: SessionCalls) {
    this.#flow = flow;
    this.#system = system;
    this.#knowledge = knowledge;
    flow.know(knowledge.model);
    const machine = check === undefined ? flow.machine : flow.machine.provide({ actors: { check } });
    this.#actor = createActor(machine, { input });
    this.#actor.subscribe({
      next: () => calls.moved(this.#cause),
      error: () => calls.lost(),
    });
    this.#actor.start();
  }

  get knowledge(): Knowledge {
    return this.#knowledge;
  }

  /** From here on the case goes by what came later. */
  learn(knowledge: Knowledge): void {
    this.#knowledge = knowledge;
    this.#flow.know(knowledge.model);
  }

  /** All that is shown, once the screens after the first question are here. */
  view(): View {
    const { wholeViewOf = firstViewOf } = answersNow() ?? {};
    return wholeViewOf(this.#actor.getSnapshot(), this.#knowledge, this.#system);
  }

  get facts(): Facts {
    return this.#actor.getSnapshot().context;
  }

  send(event: DiagnosisEvent): void {
    this.#cause = event;
    this.#actor.send(event);
    this.#cause = undefined;
  }

  saved(): SavedCase {
    return saveCase(this.#actor.getSnapshot());
  }

  stop(): void {
    this.#actor.stop();
  }
}
