import { say } from '../../../machines/diagnosis/words.ts';
import { EXIT, type Exit, type Io } from './command.ts';
import { installCommand } from './install.ts';

/** What a double click means: register, say what came of it, and keep the window open until it was read. */
export async function runOpened(io: Io): Promise<Exit> {
  const knowledge = await io.knowledge();
  io.out(`${say(knowledge, 'opened.begin')}\n\n`);
  const exit = await installCommand([], io);
  io.out(
    `\n${say(knowledge, exit === EXIT.healthy ? 'opened.done' : 'opened.not-done')}\n${say(knowledge, 'opened.wait')} `,
  );
  // Enter, or the end of the window.
  for await (const _ of io.input()) break;
  return exit;
}
