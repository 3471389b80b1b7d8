import type { DiagnosisEvent } from '../../../machines/diagnosis/context.ts';
import { say } from '../../../machines/diagnosis/words.ts';
import type { Knowledge } from '../../../machines/knowledge.ts';
import type { Target } from '../../../machines/target/target.ts';
import { loadAnswers } from '../lazy/load-answers.ts';
import { type Draft, pastedEvent } from '../screens/render-context.ts';

interface Around {
  readonly draft: () => Draft;
  readonly change: (draft: Partial<Draft>) => void;
  readonly send: (event: DiagnosisEvent) => void;
  readonly isHere: () => boolean;
}

/** Opens files one at a time: what is read of an older one, or beside what is being typed, counts no more. */
export class FileOpener {
  readonly #around: Around;
  #turn = 0;

  constructor(around: Around) {
    this.#around = around;
  }

  async open(file: File, knowledge: Knowledge, target: Target | undefined): Promise<void> {
    const { draft, change, send, isHere } = this.#around;
    change({ dragging: false, text: '', evidence: undefined });
    const turn = ++this.#turn;
    const isWanted = () => turn === this.#turn && draft().text === '' && isHere();
    const tell = (missing: string) => {
      if (isWanted()) change({ missing });
      return isWanted();
    };
    const answers = await loadAnswers();
    const failed: Partial<Draft> = { missing: say(knowledge, 'describe.file-failed') };
    const found = (await answers?.draftOfFile(file, knowledge, { target, tell })) ?? failed;
    if (!isWanted()) return;
    change(found);
    if (found.text !== undefined) send(pastedEvent(draft()));
  }
}
