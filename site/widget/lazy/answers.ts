/**
 * The screens that come after the first question, with their styles, and what is done with the files that come after it.
 * They are a file of their own, fetched once the first frame is on the display, so that the first question is quick.
 */
export { withFiles } from '../../../machines/codes/with-wordings.ts';
export { parseInstructions, withInstructions } from '../../../machines/instructions.ts';
export { addCopyButtons } from '../element/copy-buttons.ts';
export { handOverOf, tellOfHandOver } from '../element/hand-over.ts';
export { openFile } from '../element/open-file.ts';
export { rebaseContentLinks } from '../element/our-links.ts';
export { RunningClock } from '../element/running-clock.ts';
export { checking } from '../screens/checking.ts';
export { handedOver, resolved } from '../screens/ending.ts';
export { findingOut, helperHelp, historyEntries } from '../screens/fold-insides.ts';
export { guideLinks } from '../screens/guide-links.ts';
export { cannotTell, crossedOff } from '../screens/honest-end.ts';
export { mending, proofFold, verifying } from '../screens/mending.ts';
export { reading, understood } from '../screens/reading.ts';
export { searchBox } from '../screens/search-box.ts';
export { tapped } from '../screens/tapped.ts';
export { concluded } from '../screens/verdict.ts';
export { answerStyles } from '../styles/answers.styles.ts';
export { wholeViewOf } from './whole-view.ts';
