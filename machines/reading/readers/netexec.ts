import { credentialsAfter } from '../ntstatus.ts';
import type { Observation, Reader } from '../observation.ts';

/** NetExec and CrackMapExec: `RDP  ADDRESS  PORT  NAME  [*] …`, then a line for each sign-in that was tried. */
export const netexec: Reader = {
  id: 'netexec',
  signs: ['(nla:', '[*]', '[-]', '[+]'],
  read: ({ lines }) => {
    const found = lines.flatMap(readLine);
    const accepted = lines.findLastIndex(line => ROW.exec(line.trim())?.[4] === '+');
    return found.filter(one => one.question !== 'credentials' || one.at > accepted);
  },
};

const ROW = /^RDP\s{1,20}(\S{2,60})\s{1,20}(\d{1,5})\s{1,20}(\S{1,64})\s{1,40}\[([*+-])\] (.{1,300})$/;
/** Names of [MS-ERREF 2.3] that a refused sign-in carries. */
const STATUSES: Readonly<Record<string, number>> = {
  STATUS_LOGON_FAILURE: 0xc000006d,
  STATUS_WRONG_PASSWORD: 0xc000006a,
  STATUS_NO_SUCH_USER: 0xc0000064,
  STATUS_PASSWORD_EXPIRED: 0xc0000071,
  STATUS_PASSWORD_MUST_CHANGE: 0xc0000224,
  STATUS_ACCOUNT_EXPIRED: 0xc0000193,
  STATUS_ACCOUNT_DISABLED: 0xc0000072,
  STATUS_ACCOUNT_LOCKED_OUT: 0xc0000234,
  STATUS_ACCOUNT_RESTRICTION: 0xc000006e,
  STATUS_INVALID_LOGON_HOURS: 0xc000006f,
  STATUS_INVALID_WORKSTATION: 0xc0000070,
  STATUS_LOGON_TYPE_NOT_GRANTED: 0xc000015b,
  STATUS_ACCESS_DENIED: 0xc0000022,
};

function readLine(line: string, at: number): Observation[] {
  const row = line.length > 500 ? null : ROW.exec(line.trim());
  if (row === null) return [];
  const [, address = '', port = '', name = '', sign, rest = ''] = row;
  const about = { at, hosts: [address.toLowerCase(), name.toLowerCase()], port: Number(port) };
  if (sign === '*') {
    const nla: Observation[] = /\(nla:True\)/i.test(rest) ? [{ ...about, question: 'security', answer: 'nla' }] : [];
    return [{ ...about, question: 'port', answer: 'open' }, { ...about, question: 'service', answer: 'rdp' }, ...nla];
  }
  const status = STATUSES[/\b(STATUS_[A-Z_]{4,40})\b/.exec(rest)?.[1] ?? ''];
  const credentials = sign === '-' && status !== undefined ? credentialsAfter(status) : undefined;
  return credentials === undefined ? [] : [{ ...about, question: 'credentials', answer: credentials }];
}
