import { readArguments, refuse } from './arguments.ts';
import { type Command, EXIT } from './command.ts';

/** Practice hosts on loopback, one fault each, until Ctrl-C. */
export const practiceCommand: Command = async (args, io) => {
  const parsed = readArguments('practice', args, {}, io);
  if (parsed === undefined) return EXIT.badInput;
  if (parsed.positionals.length > 0) return refuse(io, '“practice” takes no words.');
  const { startPracticeHosts } = await import('../practice/index.ts');
  const practice = await startPracticeHosts({});
  io.out('Practice hosts on this machine, one fault each:\n\n');
  for (const { host, port, fault } of practice.hosts) io.out(`  ${`${host}:${port}`.padEnd(18)} ${fault}\n`);
  io.out('\nTry: reconnect check HOST:PORT. Ctrl-C ends them.\n');
  await new Promise<void>(resolve => {
    if (io.signal.aborted) resolve();
    else io.signal.addEventListener('abort', () => resolve(), { once: true });
  });
  await practice.close();
  return EXIT.cancelled;
};
