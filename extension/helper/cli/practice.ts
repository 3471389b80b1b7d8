import { once } from 'node:events';
import { say } from '../../../machines/diagnosis/words.ts';
import { terminalText } from '../safe-text.ts';
import { readArguments, refuse } from './arguments.ts';
import { type Command, EXIT } from './command.ts';

/** Practice hosts on loopback, one fault each, until Ctrl-C. */
export const practiceCommand: Command = async (args, io) => {
  const parsed = await readArguments('practice', args, {}, io);
  if (parsed === undefined) return EXIT.badInput;
  const [word] = parsed.positionals;
  if (word !== undefined)
    return refuse(io, { key: 'cli.usage.no-words', values: { command: 'practice', word: terminalText(word, 40) } });
  const { startPracticeHosts } = await import('../practice/index.ts');
  const practice = await startPracticeHosts({});
  const knowledge = await io.knowledge();
  io.out(`${say(knowledge, 'cli.practice.title')}\n\n`);
  for (const { host, port, id } of practice.hosts)
    io.out(`  ${`${host}:${port}`.padEnd(18)} ${say(knowledge, `cli.practice.fault.${id}`)}\n`);
  io.out(`\n${say(knowledge, 'cli.practice.try')}\n`);
  if (!io.signal.aborted) await once(io.signal, 'abort');
  await practice.close();
  return EXIT.cancelled;
};
