import type { FlowState } from '../../../machines/diagnosis/first-view.ts';
import type { System } from '../../../machines/diagnosis/systems.ts';
import { type View, viewOf } from '../../../machines/diagnosis/view.ts';
import type { Knowledge } from '../../../machines/knowledge.ts';

/** Everything that is shown, fitted to the device at hand. */
export const wholeViewOf = (state: FlowState, knowledge: Knowledge): View => viewOf(state, knowledge, deviceSystem());

/** What the person sits at. Freely told by the browser, and only which steps stand open depends on it. */
function deviceSystem(): System | undefined {
  const { userAgent, maxTouchPoints } = navigator;
  if (/Android/.test(userAgent)) return 'android';
  // An iPad calls itself a Mac.
  if (/iPhone|iPad/.test(userAgent) || (/Mac/.test(userAgent) && maxTouchPoints > 1)) return 'ios';
  if (/Mac/.test(userAgent)) return 'mac';
  if (/Windows/.test(userAgent)) return 'windows';
  return /Linux/.test(userAgent) ? 'linux' : undefined;
}
