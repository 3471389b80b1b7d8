import type { FlowState } from '../../../machines/diagnosis/first-view.ts';
import { type View, viewOf } from '../../../machines/diagnosis/view.ts';
import type { Knowledge } from '../../../machines/knowledge.ts';
import { deviceSystem } from '../element/device-system.ts';

/** Everything that is shown, fitted to the device at hand. */
export const wholeViewOf = (state: FlowState, knowledge: Knowledge): View => viewOf(state, knowledge, deviceSystem());
