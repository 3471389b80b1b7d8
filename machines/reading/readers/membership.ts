import { fold } from '../clean.ts';
import type { Observation, Reader, Segment, Wanted } from '../observation.ts';
import { printedTables } from '../powershell.ts';

/** Remote Desktop Users in our languages, folded; Japanese and Chinese Windows keep the English name. */
const GROUP =
  /remote desktop users|remotedesktopbenutzer|utilisateurs du bureau .{1,3}distance|usuarios de escritorio remoto|usu\S{1,3}rios (?:da|de) \S{1,3}rea de trabalho remota|utilizadores (?:do|de) ambiente de trabalho remoto|utenti desktop remoto|u\S{1,4}ytkownicy pulpitu zdalnego|пользователи удаленного рабочего стола|远程桌面用户|遠端桌面使用者/;
/** Members through which a user may be in without being named. */
const WIDE =
  /everyone|jeder|tout le monde|todos|tutti|wszyscy|все$|authenticated users|authentifizierte benutzer|utilisateurs authentifi|usuarios autentificados|usuarios autenticados|domain users|domanen-benutzer|utilisateurs du domaine|usuarios del dominio|usuarios do dominio|usu.rios do dom.nio|domain user|пользователи домена|прошедшие проверку|uzytkownicy domeny|s-1-5-11|s-1-1-0|-513$|\busers$|gruppe|group/;

/**
 * net localgroup: translated throughout; the members stand between the line of dashes and the last sentence. Whether the
 * user is one of them can be told only when it is known who the user is.
 */
export const localGroup: Reader = {
  id: 'net-localgroup',
  absence: true,
  signs: ['-----'],
  read: paste => paste.segments.flatMap(segment => readGroup(segment, paste.wanted)),
};

function readGroup(segment: Segment, wanted: Wanted): Observation[] {
  const dashes = segment.lines.findIndex(line => /^\s{0,8}-{40,}$/.test(line));
  if (dashes < 0) return [];
  const heading = fold(
    [segment.command?.text ?? '', ...segment.lines.slice(Math.max(0, dashes - 8), dashes)].join('\n').slice(0, 1200),
  );
  const asked = segment.command?.tool === 'net' && /localgroup/i.test(segment.command.text);
  if (!GROUP.test(heading) || !(asked || /^\S.{2,40}?\s{2,}\S/m.test(heading))) return [];
  const rows = segment.lines.slice(dashes + 1).map(line => line.trim());
  const end = rows.findIndex(row => /^\S.{4,120}[.。]$/.test(row) && /\s|。/.test(row));
  const members = rows.slice(0, end < 0 ? undefined : end).filter(row => row !== '' && row.length < 200);
  return judge(members, end >= 0, segment.first + dashes, wanted.user);
}

/** Get-LocalGroupMember: `User  PC1\joe  Local`. */
export const localGroupMember: Reader = {
  id: 'get-localgroupmember',
  signs: ['principalsource'],
  read: paste =>
    paste.segments.flatMap(segment => {
      const rows = printedTables(segment.lines).filter(row => row.fields.has('principalsource'));
      const last = rows.at(-1);
      const ours =
        segment.command?.tool === 'get-localgroupmember' &&
        (GROUP.test(fold(segment.command.text)) || /S-1-5-32-555/.test(segment.command.text));
      if (last === undefined || !ours) return [];
      return judge(
        rows.map(row => row.fields.get('name') ?? ''),
        segment.ended,
        segment.first + last.at,
        paste.wanted.user,
      );
    }),
};

function judge(members: readonly string[], whole: boolean, at: number, user: string | undefined): Observation[] {
  if (members.length === 0) return whole ? [{ question: 'membership', answer: 'not-member', at }] : [];
  if (user === undefined) return [];
  if (members.some(member => sameUser(member, user))) return [{ question: 'membership', answer: 'member', at }];
  const maybeThroughGroup = members.some(member => WIDE.test(fold(member)));
  return whole && !maybeThroughGroup ? [{ question: 'membership', answer: 'not-member', at }] : [];
}

/** By the account's name, and by its domain where both sides tell one. */
function sameUser(member: string, user: string): boolean {
  const parts = (text: string) => {
    const [domain, name] = text.includes('\\') ? text.split('\\', 2) : [undefined, text];
    const [local, realm] = (name ?? '').split('@', 2);
    return { name: (local ?? '').toLowerCase(), domain: (domain ?? realm?.split('.')[0])?.toLowerCase() };
  };
  const left = parts(member);
  const right = parts(user);
  if (left.name !== right.name || left.name === '') return false;
  return (
    left.domain === undefined || right.domain === undefined || right.domain === '.' || left.domain === right.domain
  );
}

/** gpresult /r and whoami /groups: the groups that the account's token holds. The SID is the same in every language. */
export const tokenGroups: Reader = {
  id: 'gpresult',
  signs: [
    's-1-5-32-555',
    's-1-5-32-544',
    'interactive',
    'everyone',
    'builtin',
    'ntauthority',
    'nt authority',
    'fdenytsconnections',
    'remote desktop',
    'desktop',
    'bureau',
    'pulpit',
    'стол',
  ],
  read: paste => paste.segments.flatMap(readTokenGroups),
};

function readTokenGroups(segment: Segment): Observation[] {
  const found: Observation[] = [];
  segment.lines.forEach((raw, i) => {
    const line = raw.trim();
    if (line.length > 300) return;
    const at = segment.first + i;
    // whoami: name, type, SID in columns; a SID in a sentence is no membership.
    const row = /^\S{0,40}\\[^|]{3,80}\s\S{2,40}\s{1,40}S-1-5-32-555(?:\s|$)/.test(line);
    if (row) found.push({ question: 'membership', answer: 'member', at });
    const folded = fold(line);
    if (
      GROUP.test(folded) &&
      folded
        .replace(GROUP, '')
        .replace(/^builtin\\|^vordefiniert\\|^\S{1,20}\\/, '')
        .trim() === '' &&
      inGroupList(segment, i)
    ) {
      found.push({ question: 'membership', answer: 'member', at });
    }
    const policy = /fDenyTSConnections$/i.test(line) ? policyValue(segment, i) : undefined;
    if (policy !== undefined)
      found.push({ question: 'rdp-enabled', answer: policy === 0 ? 'yes' : 'no', at, detail: { policy: true } });
  });
  return found;
}

/** gpresult: one group a line, with groups that every token holds around it, under a line of dashes. */
function inGroupList(segment: Segment, index: number): boolean {
  const around = segment.lines.slice(Math.max(0, index - 30), index + 30).map(line => fold(line.trim()));
  const dashes = around.some(line => /^-{20,}$/.test(line));
  const companions = around.filter(
    line =>
      line.length < 80 &&
      /^(?:builtin\\|nt authority\\|nt-autoritat\\|vordefiniert\\|autorite nt\\|everyone$|jeder$|tout le monde$|todos$|tutti$|wszyscy$|все$|domain users$|remote interactive logon$|this organization$|local$|interactive$)/.test(
        line,
      ),
  );
  return dashes && companions.length >= 2;
}

/** gpresult /v prints a DWORD as bytes: `Value: 1, 0, 0, 0`. */
function policyValue(segment: Segment, index: number): number | undefined {
  for (const line of segment.lines.slice(index + 1, index + 4)) {
    const match = /^[^:]{1,40}: ?([01]), 0, 0, 0$/.exec(line.trim());
    if (match) return Number(match[1]);
  }
  return undefined;
}
