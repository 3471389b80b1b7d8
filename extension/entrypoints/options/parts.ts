import type { Policy } from '../../settings/policy.ts';
import type { Settings } from '../../settings/settings.ts';

/** What the parts of the options page share. */
export interface OptionsParts {
  readonly policy: Policy;
  readonly say: (key: string, values?: Readonly<Record<string, string | number>>) => string;
  /** Changes the settings, says so and draws the page anew. */
  readonly change: (change: (settings: Settings) => Partial<Settings>) => Promise<void>;
  readonly tell: (key: string) => void;
}
