/** What a run of tests came to, as the reporter writes it down and `npm test` adds it up. */
export interface TestResult {
  /** A file that breaks before its first test, and a block whose set-up or end breaks, fail in their own name. */
  readonly kind: 'test' | 'block' | 'file' | 'error';
  readonly project: string;
  /** Relative to the root of the repository. */
  readonly file: string;
  /** Names of the blocks around it, outermost first, and its own. */
  readonly path: readonly string[];
  /** `unrun`: left out, because the set-up of a block around it broke or because this run did not ask for it. */
  readonly state: 'passed' | 'failed' | 'skipped' | 'unrun';
  /** Why it was skipped, or the first line of what failed. */
  readonly note?: string;
}

/** What is run a second time: one file, and there only what the pattern matches. */
export interface Retry {
  readonly project: string;
  readonly file: string;
  readonly pattern?: string;
}

export interface Tally {
  readonly passed: number;
  readonly failed: readonly string[];
  readonly flaky: readonly string[];
  /** With the reason that each gave. */
  readonly skipped: readonly string[];
}

/**
 * What of a project is run as one. Tests of an end-to-end block share a browser and build on each other, so that a test
 * on its own would fail for another reason; each test of the lab starts on a network without faults.
 */
const RETRIED: Readonly<Record<string, 'block' | 'test'>> = { e2e: 'block', timed: 'block', lab: 'test' };
/** More than this breaks at once for one reason, which is no chance. */
const MAX_RETRIES = 6;

/** What deserves a second try; nothing where so much failed that it cannot be chance. */
export function planRetries(results: readonly TestResult[]): readonly Retry[] {
  const retries = new Map<string, Retry>();
  for (const result of results.filter(({ state }) => state === 'failed')) {
    const unit = RETRIED[result.project];
    if (unit === undefined || result.kind === 'error') continue;
    const retry = retryOf(result, unit);
    retries.set(JSON.stringify(retry), retry);
  }
  const planned = [...retries.values()];
  return planned.length > MAX_RETRIES ? [] : planned.filter(retry => !planned.some(wider => contains(wider, retry)));
}

function retryOf({ kind, project, file, path }: TestResult, unit: 'block' | 'test'): Retry {
  const own = kind === 'test' && unit === 'block' && path.length > 1 ? path.slice(0, -1) : path;
  if (kind === 'file' || own.length === 0) return { project, file };
  const whole = kind === 'test' && own === path;
  return { project, file, pattern: `^${escapePattern(own.join(' > '))}${whole ? '$' : ' > '}` };
}

function contains(wider: Retry, retry: Retry): boolean {
  if (wider === retry || wider.file !== retry.file || wider.project !== retry.project) return false;
  if (wider.pattern === undefined) return true;
  return wider.pattern.endsWith(' > ') && (retry.pattern?.startsWith(wider.pattern) ?? false);
}

const escapePattern = (text: string) => text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');

/** The sum of a run and of the second tries after it: what failed once and passed once is flaky, and passes. */
export function settle(first: readonly TestResult[], tries: readonly (readonly TestResult[])[]): Tally {
  const again = tries.map(results => new Map(named(results)));
  const tally = { passed: 0, failed: [] as string[], flaky: [] as string[], skipped: [] as string[] };
  for (const [name, result] of named(first)) {
    const retried = again.flatMap(results => results.get(name) ?? []);
    const states = [result, ...retried].map(({ state }) => state);
    // What a second try left out is skipped there too, but without a reason of its own.
    const skipped =
      result.state === 'skipped' ? result : retried.find(({ note, state }) => state === 'skipped' && note);
    if (states.includes('passed')) {
      if (result.kind === 'test') tally.passed++;
      if (states.includes('failed')) tally.flaky.push(title(result));
    } else if (states.includes('failed')) tally.failed.push(title(result));
    else if (skipped !== undefined) tally.skipped.push(skip(skipped));
    else if (result.kind === 'test') tally.failed.push(`${title(result)}: did not run`);
  }
  tally.failed.push(...tries.flat().flatMap(result => (result.kind === 'error' ? [title(result)] : [])));
  return tally;
}

function skip(result: TestResult): string {
  const { note = 'what it needs is not on this machine, or it is switched off in the source' } = result;
  return `${title(result)}: ${note}`;
}

function title({ kind, file, path, note }: TestResult): string {
  const name = [file, ...path].filter(part => part !== '').join(' > ');
  return kind === 'test' || note === undefined ? name : `${name} (${note})`;
}

/** Each with a name of its own: two tests may be called the same. */
function named(results: readonly TestResult[]): readonly (readonly [string, TestResult])[] {
  const seen = new Map<string, number>();
  return results.map(result => {
    const name = JSON.stringify([result.project, result.kind, result.file, result.path]);
    const count = (seen.get(name) ?? 0) + 1;
    seen.set(name, count);
    return [`${name}#${count}`, result] as const;
  });
}
