import { SYSTEMS, type System } from '../../machines/diagnosis/systems.ts';
import { deviceSystem } from '../widget/element/device-system.ts';
import { keptUnder, mayKeep, SYSTEM_KEY } from './keeping.ts';

/** Anything may stand in the store or in a form. */
const asSystem = (value: unknown): System | undefined => SYSTEMS.find(system => system === value);

/** What the person chose on some page of this site; what the browser runs on until then. */
export function ownSystem(): System | undefined {
  return asSystem(keptUnder(SYSTEM_KEY)) ?? deviceSystem();
}

export function rememberSystem(chosen: string): void {
  const system = asSystem(chosen);
  if (system === undefined || !mayKeep()) return;
  try {
    localStorage.setItem(SYSTEM_KEY, system);
  } catch {
    // A browser that keeps nothing: the next page guesses again.
  }
}
