import type { System } from '../../../machines/diagnosis/systems.ts';

/** What the person sits at. Freely told by the browser, and only which steps stand open depends on it. */
export function deviceSystem(): System | undefined {
  const { userAgent, maxTouchPoints } = navigator;
  if (/Android/.test(userAgent)) return 'android';
  // An iPad calls itself a Mac.
  if (/iPhone|iPad/.test(userAgent) || (/Mac/.test(userAgent) && maxTouchPoints > 1)) return 'ios';
  if (/Mac/.test(userAgent)) return 'mac';
  if (/Windows/.test(userAgent)) return 'windows';
  return /Linux/.test(userAgent) ? 'linux' : undefined;
}
