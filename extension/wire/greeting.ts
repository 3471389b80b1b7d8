import type { HelperState } from '../../machines/diagnosis/check-events.ts';
import { WIRE_VERSION } from './requests.ts';

/** Which end is too old, by the versions that the helper speaks; undefined where both understand each other. */
export function helperStateOf(versions: readonly number[]): HelperState | undefined {
  if (versions.includes(WIRE_VERSION)) return undefined;
  return versions.some(version => version > WIRE_VERSION) ? 'too-new' : 'too-old';
}
