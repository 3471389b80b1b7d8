import { SYSTEMS, type System } from '../../machines/diagnosis/systems.ts';
import { deviceSystem } from '../widget/element/device-system.ts';
import { mayKeep } from './keeping.ts';

const KEY = 'reconnect:system';

/** Anything may stand in the store or in a form. */
const asSystem = (value: unknown): System | undefined => SYSTEMS.find(system => system === value);

/** What the person chose on some page of this site; what the browser runs on until then. */
export function ownSystem(): System | undefined {
  return remembered() ?? deviceSystem();
}

export function rememberSystem(chosen: string): void {
  const system = asSystem(chosen);
  if (system === undefined || !mayKeep()) return;
  try {
    localStorage.setItem(KEY, system);
  } catch {
    // A browser that keeps nothing: the next page guesses again.
  }
}

function remembered(): System | undefined {
  if (!mayKeep()) return undefined;
  try {
    return asSystem(localStorage.getItem(KEY));
  } catch {
    return undefined;
  }
}
