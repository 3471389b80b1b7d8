import { END_WITH, exitWithoutPendingLookups } from './exit.ts';
import { startedBy } from './invocation.ts';

// One program: a browser starts it as its native host, a person as a command line tool. Each half is loaded only when
// it is needed, so that a check is under way at once.
const words = process.argv.slice(2);
if (words[0] === END_WITH) process.exit(Number(words[1]) || 0);
if (startedBy(words) === 'browser') {
  const { hostForBrowser } = await import('./browser-session.ts');
  await hostForBrowser();
} else {
  const { runCommandLine } = await import('./cli/run.ts');
  await runCommandLine(words);
}
exitWithoutPendingLookups();
