import { adoptStyles } from 'lit';
import { answersNow } from '../lazy/load-answers.ts';
import type { After } from '../screens/index.ts';
import { styles } from '../styles/index.ts';
import type { HandOverCalls, Reported } from './hand-over.ts';

/** Roots that have the styles of the later screens. */
const dressed = new WeakSet<Node>();

/** The screens after the first question, once they are here, and their styles with them. */
export function afterFirst(
  reported: Reported,
  root: HTMLElement | DocumentFragment,
  hidden: boolean,
  calls: HandOverCalls,
): After | undefined {
  const answers = answersNow();
  if (answers === undefined) return undefined;
  // A sheet belongs to the document of the script: in another one it cannot be adopted.
  if (root instanceof ShadowRoot && root.ownerDocument === document && !dressed.has(root)) {
    adoptStyles(root, [...styles, answers.answerStyles]);
    dressed.add(root);
  }
  return { answers, handOver: answers.handOverOf(reported, root, hidden, calls) };
}
