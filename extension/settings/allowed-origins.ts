import { loadPolicy, loadSettings } from '../storage/stored-settings.ts';

/** The guide's own origins, as the build was told: `RECONNECT_ORIGIN`. */
export const GUIDE_ORIGINS: readonly string[] = import.meta.env.GUIDE_ORIGINS;

/** Whose pages may ask for a check. A company can switch this off. */
export async function allowedOrigins(): Promise<readonly string[]> {
  const [settings, policy] = [await loadSettings(), await loadPolicy()];
  if (policy.off.includes('page-checks')) return [];
  return [...new Set([...GUIDE_ORIGINS, ...(policy.guide === undefined ? [] : [policy.guide]), ...settings.origins])];
}
