/** What each command is for; also the list of what there is. */
export const USAGE: Readonly<Record<string, readonly [words: string, purpose: string]>> = {
  check: [
    `check TARGET… [--gateway HOST[:PORT]] [--deep] [--beside PORT[,PORT]] [--timeout SECONDS]
          [--json | --format nagios|openmetrics|influx] [--rate HOSTS] [--resume FILE]`,
    `finds out why Remote Desktop does not connect; “-” reads targets from standard input
      --deep: also asks for weaker security, for UDP and with large packets
      --beside: tries these ports of the host too, where its own is silent
      --format nagios: a plugin’s line and exit code; takes --warning and --critical (seconds)
          and --certificate DAYS[,DAYS]
      --rate: so many hosts of a list are started in a second, 500 unless told
      --resume: keeps in FILE how far a list is done, and goes on from there`,
  ],
  read: [
    'read [FILE…] [--host FILE]… [--target TARGET] [--json]',
    `takes what a tool printed, a capture, an event log or a report, and tells what it shows
      --host: this file was made on the remote PC; what both ends saw is put together at the end`,
  ],
  explain: ['explain [FILE] [--json]', 'findings as JSON lines in, verdict and next question out'],
  code: ['code CODE-OR-TEXT [--surface S] [--json]', 'what a code or a message means, wherever it appears'],
  host: ['host [--json]', 'looks at this machine as a Remote Desktop host, and changes nothing'],
  exporter: [
    'exporter [--listen ADDRESS] [--config FILE]',
    'serves metrics of the hosts that FILE allows, for Prometheus, on 127.0.0.1:9389 unless told',
  ],
  watch: ['watch TARGET [--until up|down] [--json]', 'tells when a host changes'],
  install: ['install [--browser B]', 'registers this program with your browsers, for you alone'],
  uninstall: ['uninstall [--browser B]', 'takes that back'],
  status: ['status [--browser B] [--json]', 'whether each browser can reach this program'],
  practice: ['practice', 'starts practice hosts on this machine, one fault each'],
};

export function helpText(command?: string): string {
  const usage = command === undefined ? undefined : USAGE[command];
  if (usage !== undefined) return `reconnect ${usage[0]}\n\n  ${usage[1]}\n`;
  const rows = Object.values(USAGE).map(([words, purpose]) => `  reconnect ${words}\n      ${purpose}`);
  return `Finds out why Remote Desktop will not connect, without ever asking for a password.

${rows.join('\n')}

TARGET is host, host:port, [v6]:port, an mstsc /v: line or the path of an .rdp file.
Ends with 0 healthy or done, 1 a fault was found, 2 bad usage or input, 3 not settled, 130 cancelled.
`;
}
