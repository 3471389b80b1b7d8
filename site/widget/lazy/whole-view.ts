import type { FlowState } from '../../../machines/diagnosis/first-view.ts';
import type { System } from '../../../machines/diagnosis/systems.ts';
import { type View, viewOf } from '../../../machines/diagnosis/view.ts';
import type { Knowledge } from '../../../machines/knowledge.ts';
import { deviceSystem } from '../element/device-system.ts';

/** Everything that is shown, fitted to what the person said that they sit at, or else to the device at hand. */
export const wholeViewOf = (state: FlowState, knowledge: Knowledge, chosen: System | undefined): View =>
  viewOf(state, knowledge, chosen ?? deviceSystem());
