import path from 'node:path';
import { run } from '../run.ts';
import type { Check } from './acceptance.ts';

/** What authors' tools ask of a package; fetched for this alone, so that no install carries them. */
const LINTERS = [
  { tool: 'publint', version: '0.3.25', words: ['run', '--strict'] },
  // The element is a module for browsers: nothing loads it by `require`.
  { tool: 'attw', from: '@arethetypeswrong/cli', version: '0.18.5', words: ['--profile', 'esm-only', '--no-emoji'] },
] as const;

/** The widget's package as the linters of npm's packages see it. */
export const WIDGET_CHECKS: readonly Check[] = LINTERS.map(linter => {
  const { tool, version, words } = linter;
  const name = `${'from' in linter ? linter.from : tool}@${version}`;
  return {
    name: `${tool} finds nothing in the widget’s package`,
    async run(folder) {
      const runLinter = (args: readonly string[]) =>
        run('npm', ['exec', '--yes', `--package=${name}`, '--', tool, ...args]);
      if (!(await runLinter(['--version'])).ok) return { skipped: `${name} could not be fetched` };
      const done = await runLinter([...words, path.join(folder, 'rdp-diagnosis.tgz')]);
      // Suggestions do not fail publint, but are to be followed as well.
      if (!done.ok || /suggestions?:|warnings?:|errors?:/i.test(done.output)) throw new Error(done.output.trim());
      return name;
    },
  };
});
