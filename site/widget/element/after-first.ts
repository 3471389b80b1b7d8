import { adoptStyles } from 'lit';
import { answersNow } from '../lazy/load-answers.ts';
import type { After } from '../screens/index.ts';
import { styles } from '../styles/index.ts';
import type { HandOverCalls, Reported } from './hand-over.ts';

/** The screens after the first question, once they are here, and their styles with them. */
export function afterFirst(
  reported: Reported,
  root: HTMLElement | DocumentFragment,
  hidden: boolean,
  calls: HandOverCalls,
): After | undefined {
  const answers = answersNow();
  if (answers === undefined) return undefined;
  const { answerStyles } = answers;
  // A sheet belongs to the document of the script: in another one it cannot be adopted.
  const isDressed = (shadow: ShadowRoot) => shadow.adoptedStyleSheets.some(sheet => sheet === answerStyles.styleSheet);
  if (root instanceof ShadowRoot && root.ownerDocument === document && !isDressed(root))
    adoptStyles(root, [...styles, answerStyles]);
  return { answers, handOver: answers.handOverOf(reported, root, hidden, calls) };
}
