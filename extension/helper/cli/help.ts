import { say } from '../../../machines/diagnosis/words.ts';
import type { Knowledge } from '../../../machines/knowledge.ts';

/** How each command is called; also the list of what there is. What it is for is a sentence of the content. */
export const USAGE: Readonly<Record<string, string>> = {
  check: `check TARGET… [--gateway HOST[:PORT]] [--deep] [--beside PORT[,PORT]] [--timeout SECONDS]
          [--json | --format nagios|openmetrics|influx] [--rate HOSTS] [--resume FILE]`,
  read: 'read [FILE…] [--host FILE]… [--target TARGET] [--json]',
  explain: 'explain [FILE] [--json]',
  code: 'code CODE-OR-TEXT [--surface S] [--json]',
  host: 'host [--json]',
  exporter: 'exporter [--listen ADDRESS] [--config FILE]',
  watch: 'watch TARGET [--until up|down] [--json]',
  install: 'install [--browser B]',
  uninstall: 'uninstall [--browser B]',
  status: 'status [--browser B] [--json]',
  practice: 'practice',
};
const INDENT = '      ';

/** The help of one command; of all where none is given or it is not known. */
export function helpText(knowledge: Knowledge, command?: string): string {
  const purposeOf = (name: string) => say(knowledge, `cli.help.${name}`).replaceAll('\n', `\n${INDENT}`);
  const usage = command === undefined ? undefined : USAGE[command];
  if (command !== undefined && usage !== undefined) return `reconnect ${usage}\n\n  ${purposeOf(command)}\n`;
  const rows = Object.entries(USAGE).map(([name, words]) => `  reconnect ${words}\n${INDENT}${purposeOf(name)}`);
  return `${say(knowledge, 'cli.help.intro')}

${rows.join('\n')}

${say(knowledge, 'cli.help.target')}
${say(knowledge, 'cli.help.exit')}
`;
}
