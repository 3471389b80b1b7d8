import { check } from './check.ts';
import { serveBrowser } from './native-host.ts';
import { surviveFaults } from './survive-faults.ts';

/** Serves the browser that started this process on its standard streams, and ends with it. */
export async function hostForBrowser(): Promise<never> {
  // INVARIANT: standard output carries frames only. A stray log line would be read as a length.
  console.log = console.info = console.debug = console.error;
  surviveFaults();
  await serveBrowser({
    input: process.stdin,
    output: process.stdout,
    check,
    platform: `${process.platform}-${process.arch}`,
  });
  // A cancelled check may still have an open socket: nobody is left to receive its events.
  process.exit(0);
}
