/** A kind of fault that a command, a path or a claim of a page can have, with an example of it and its cure. */
export interface Kind {
  readonly kind: string;
  /** Found in the text of a page: the fault, unless `unless` is found around it. */
  readonly found: RegExp;
  /** Where `unless` is looked for: the paragraph and its neighbours, or the page. */
  readonly within?: 'near' | 'page';
  readonly unless?: RegExp;
  readonly wrong: string;
  readonly right: string;
}

const FENCE = (language: string) => `\`\`\`(?:${language})\\n(?:(?!\`\`\`)[\\s\\S])*?`;
const AT_THE_PC = /not from inside Remote Desktop/;

export const KINDS: readonly Kind[] = [
  {
    kind: 'a group by its translated name',
    found: /net localgroup "|-Group '?"?(?:Remote Desktop Users|Administrators)/,
    wrong: 'Run `net localgroup "Remote Desktop Users" /add NAME`.',
    right: "Run `Add-LocalGroupMember -SID S-1-5-32-555 -Member 'NAME'`.",
  },
  {
    kind: 'Get-LocalGroupMember without what its known fault means',
    found: /Get-LocalGroupMember -SID/,
    within: 'page',
    unless: /Failed to compare two elements/,
    wrong: 'See `Get-LocalGroupMember -SID S-1-5-32-555`.',
    right: 'See `Get-LocalGroupMember -SID S-1-5-32-555`. “Failed to compare two elements” says nothing.',
  },
  {
    kind: 'xfreerdp, which FreeRDP 3 calls xfreerdp3',
    found: /(?<![\w-])xfreerdp\s+[^\s,`|]*[/.:]/,
    wrong: '```sh\nxfreerdp /v:HOST\n```',
    right: 'On older systems it is `xfreerdp`:\n\n```sh\nxfreerdp3 /v:HOST\n```',
  },
  {
    kind: 'xfreerdp3 without its name on older systems',
    found: /xfreerdp3 /,
    within: 'page',
    unless: /older systems/,
    wrong: 'Type `xfreerdp3 /v:HOST`.',
    right: 'Type `xfreerdp3 /v:HOST`, on older systems `xfreerdp`.',
  },
  {
    kind: 'curl on Windows, which is another command in PowerShell',
    found: new RegExp(`${FENCE('bat|powershell')}\\bcurl\\b(?!\\.exe)`),
    wrong: '```bat\ncurl -sI http://example.com\n```',
    right: '```bat\ncurl.exe -sI http://example.com\n```',
  },
  {
    kind: 'curl for macOS and Linux alone',
    found: /(?:^|`)curl -/m,
    within: 'page',
    unless: /curl\.exe/,
    wrong: '```sh\ncurl -sI http://example.com\n```',
    right: '```sh\ncurl -sI http://example.com\n```\n\n```bat\ncurl.exe -sI http://example.com\n```',
  },
  {
    kind: 'a group on Debian alone',
    found: /\b(?:adduser|deluser)\s+\w+\s+[\w-]+/,
    wrong: 'Run `sudo adduser NAME tsusers`.',
    right: 'Run `sudo usermod -aG tsusers NAME`.',
  },
  {
    kind: 'the group ssl-cert without its systems',
    found: /`ssl-cert`|-(?:aG|d \w+) ssl-cert\b/,
    within: 'near',
    unless: /Debian/,
    wrong: 'Add xrdp to the group `ssl-cert`.',
    right: 'On Debian and Ubuntu add xrdp to the group `ssl-cert`.',
  },
  {
    kind: 'a firewalld rule that a restart takes away, or in a zone that nobody uses',
    found: /firewall-cmd(?! --(?:permanent|get))[^\n`]*--(?:add|remove)|--zone=(?:internal|home|trusted)/,
    wrong: '`sudo firewall-cmd --zone=internal --add-port=3389/tcp`',
    right: '`sudo firewall-cmd --permanent --zone="$(firewall-cmd --get-default-zone)" --add-rich-rule=…`',
  },
  {
    kind: 'a command that ends the session it is typed in, without its warning',
    found:
      /(?:Restart|Stop)-Service TermService|-RemoteAddress (?!Any|LocalSubnet -Action)|Disable-NetFirewallRule|fDenyTSConnections 1/,
    within: 'near',
    unless: AT_THE_PC,
    wrong: 'Restart it: `Restart-Service TermService -Force`.',
    right: 'At the keyboard, not from inside Remote Desktop: `Restart-Service TermService -Force`.',
  },
  {
    kind: 'a red error where a value is usually missing',
    found: /Get-ItemProperty '[^'\n]*Policies[^'\n]*'(?![^\n]*SilentlyContinue)/,
    wrong: "`Get-ItemProperty 'HKLM:\\SOFTWARE\\Policies\\X' MaxIdleTime`",
    right: "`Get-ItemProperty 'HKLM:\\SOFTWARE\\Policies\\X' MaxIdleTime -ErrorAction SilentlyContinue`",
  },
  {
    kind: 'a red error where there is no event',
    found: /Get-WinEvent -FilterHashtable(?![^\n]*SilentlyContinue)/,
    wrong: "`Get-WinEvent -FilterHashtable @{LogName='System'; Id=42}`",
    right: "`Get-WinEvent -FilterHashtable @{LogName='System'; Id=42} -ErrorAction SilentlyContinue`",
  },
  {
    kind: 'a report that is written where nobody finds it',
    found: /gpresult(?: \/S \w+)? \/H (?!"\$env:TEMP)/,
    wrong: '`gpresult /H report.html`',
    right: '`gpresult /H "$env:TEMP\\gp.html" /F`',
  },
  {
    kind: "cmd's variable outside cmd",
    found: new RegExp(`${FENCE('powershell|sh')}%[A-Za-z]+%|\`[^\`\n]*\\w [^\`\n]*%[A-Z]+%[^\`\n]*\``),
    wrong: '```powershell\nii %TEMP%\n```',
    right: '```powershell\nii $env:TEMP\n```',
  },
  {
    kind: "one shell's command under another's name",
    found: new RegExp(
      `${FENCE('bat')}^(?:[A-Z]\\w+-[A-Z]\\w+ |sudo |grep )|${FENCE('powershell')}^(?:sudo|grep|systemctl) |${FENCE('sh')}^(?:[A-Z]\\w+-[A-Z]\\w+ |reg |netsh )`,
      'm',
    ),
    wrong: '```sh\nGet-Service TermService\n```',
    right: '```powershell\nGet-Service TermService\n```',
  },
  {
    kind: 'a remote PC asked as a time server',
    found: /\/computer:HOST/,
    wrong: '`w32tm /stripchart /computer:HOST`',
    right: '`w32tm /stripchart /computer:time.windows.com`',
  },
  {
    kind: 'w32tm without its service',
    found: /w32tm \/(?:query|resync)/,
    within: 'page',
    unless: /net start w32time/,
    wrong: 'Run `w32tm /resync`.',
    right: 'Run `net start w32time`, then `w32tm /resync`.',
  },
  {
    kind: 'a window that Windows Home has not',
    found: /lusrmgr|secpol|gpedit|Local Group Policy Editor|Local Security Policy/,
    within: 'near',
    unless: /Windows Home/,
    wrong: 'Run `lusrmgr.msc`.',
    right: 'Run `lusrmgr.msc` (not on Windows Home).',
  },
  {
    kind: 'traceroute, which no Linux desktop brings along',
    found: /traceroute/,
    within: 'page',
    unless: /tracepath/,
    wrong: 'On macOS and Linux run `traceroute -n HOST`.',
    right: 'On macOS run `traceroute -n HOST`, on Linux `tracepath -n HOST`.',
  },
  {
    kind: 'nslookup, which no Linux desktop brings along',
    found: /^(?:\*\*)?macOS and Linux[^\n]*\n+```sh\n(?:(?!```)[\s\S])*nslookup/m,
    wrong: '**macOS and Linux:**\n\n```sh\nnslookup HOST\n```',
    right: '**macOS:**\n\n```sh\nnslookup HOST\n```\n\n**Linux:**\n\n```sh\ngetent ahosts HOST\n```',
  },
  {
    kind: 'addresses of a name that may be an alias',
    found: /Resolve-DnsName \w+ \| (?!Where-Object IPAddress)/,
    wrong: '`Resolve-DnsName HOST | Select-Object -ExpandProperty IPAddress`',
    right: '`Resolve-DnsName HOST | Where-Object IPAddress | Select-Object -ExpandProperty IPAddress`',
  },
  {
    kind: 'an undo that restores nothing, or locks out who was well',
    found: /[Ii]mport the exported certificate|`net user \w+ \/active:no` disables/,
    wrong: 'Import the exported certificate again.',
    right: 'Windows makes a new one.',
  },
  {
    kind: 'a hidden file renamed by a command that does not see it',
    found: /\bren "|\bren %/,
    wrong: '`ren "Default.rdp" Default-old.rdp`',
    right: '`Rename-Item -Force Default.rdp Default-old.rdp`',
  },
  {
    kind: 'a switch for UDP where mstsc has none',
    found: /[Ee]xtras(?: off)?[^.\n]*: UDP|extras[^.\n]*\bUDP, /,
    wrong: 'Switch extras off in your program: UDP, graphics.',
    right: 'Switch extras off. UDP has no switch there.',
  },
  {
    kind: 'events of TLS that mean something else',
    found: /3687\d (?:to|–|-) 3688\d/,
    wrong: 'Schannel 36870 to 36888.',
    right: 'Schannel 36870, 36871 and 36874.',
  },
  {
    kind: 'a certificate that nmap shows for Windows alone',
    found: /ssl-cert HOST/,
    within: 'near',
    unless: /\*\*Windows\*\* remote PC/,
    wrong: '`nmap -p 3389 --script ssl-cert HOST`',
    right: 'For a **Windows** remote PC: `nmap -p 3389 --script ssl-cert HOST`.',
  },
  {
    kind: "xrdp's certificate where the line is empty",
    found: /`certificate=`/,
    within: 'near',
    unless: /empty line/,
    wrong: 'The file is `certificate=` in xrdp.ini.',
    right: 'The file is `certificate=` in xrdp.ini. An empty line means cert.pem.',
  },
  {
    kind: "GNOME's system service before there was one",
    found: /grdctl --system/,
    within: 'near',
    unless: /GNOME 46|Remote Login/,
    wrong: 'See `grdctl --system status`.',
    right: 'From GNOME 46 on see `grdctl --system status`.',
  },
  {
    kind: "GNOME's sharing without key and name",
    found: /grdctl rdp enable/,
    within: 'page',
    unless: /set-credentials/,
    wrong: 'Run `grdctl rdp enable`.',
    right: 'Run `grdctl rdp set-credentials NAME`, then `grdctl rdp enable`.',
  },
  {
    kind: 'the older display driver on Windows that has none',
    found: /Use WDDM graphics display driver/,
    within: 'near',
    unless: /Windows 10 up to 20H2/,
    wrong: 'Set “Use WDDM graphics display driver” to Disabled.',
    right: 'On Windows 10 up to 20H2 set “Use WDDM graphics display driver” to Disabled.',
  },
  {
    kind: 'what keeps a PC awake, for what put it to sleep',
    found: /powercfg \/requests/,
    within: 'page',
    unless: /\*\*42\*\* of Kernel-Power/,
    wrong: 'Who put it to sleep? `powercfg /requests`',
    right: 'Event **42** of Kernel-Power tells it; `powercfg /requests` what keeps it awake.',
  },
  {
    kind: 'Windows App where it opens no single PC',
    found: /Linux\*{0,2}, use web sign-in in Windows App|`mstsc` or Windows App\b|try Windows App\. \*\*Mac/,
    wrong: '**Windows:** use `mstsc` or Windows App.',
    right: '**Windows:** use `mstsc`.',
  },
  {
    kind: 'more than is known',
    found:
      /breaks with every update|[Mm]ost routers (?:have|can)|server['’]s own session|is the same thing in other words/,
    wrong: 'It breaks with every update.',
    right: 'It breaks with most updates.',
  },
  {
    kind: 'a log of time limits without its limits of an account',
    found: /MaxDisconnectionTime/,
    within: 'page',
    unless: /no limit/,
    wrong: 'See `MaxDisconnectionTime`.',
    right: 'See `MaxDisconnectionTime`; no line means no limit.',
  },
];

/** Words of our own making, for what people call otherwise: in the articles and the questions. */
export const UNUSUAL_WORDS: Kind = {
  kind: 'a word that nobody says',
  found:
    /\bin place of\b|\b[Mm]end(?:s|ed|ing)?\b|\b[Kk]nock(?:s|ed|ing)?\b|\bto stand\b|\bcan be had\b|\b[Bb]oth ends\b|\b[Tt]he two ends\b|\band kin\b/,
  wrong: 'The two ends do not agree.',
  right: 'The two computers do not agree.',
};

/** The kinds of fault that a page has. */
export function faultsOf(page: string, kinds: readonly Kind[] = KINDS): readonly string[] {
  return kinds.flatMap(({ kind, found, within, unless }) => {
    const hits = [...page.matchAll(new RegExp(found.source, `g${found.flags}`))];
    const faults = hits.filter(({ index }) => {
      if (unless === undefined) return true;
      return !unless.test(within === 'page' ? page : around(page, index));
    });
    return faults.map(([hit]) => `${kind}: ${hit.slice(0, 80)}`);
  });
}

/** The paragraph at a place, and one or two on each side: a command stands in a block under its sentence. */
function around(page: string, index: number): string {
  const paragraphs = page.split(/\n\s*\n/);
  let end = 0;
  const at = paragraphs.findIndex(paragraph => {
    end = page.indexOf(paragraph, end) + paragraph.length;
    return index < end;
  });
  return paragraphs.slice(Math.max(0, at - 2), at + 2).join('\n\n');
}

export interface WindowsEvent {
  readonly event: string;
  readonly provider: string;
  readonly id: number;
  readonly log: string;
}

/** Numbers that a text calls events: behind the word, behind a provider, in a list that begins so, or in bold at a line's head. */
const MENTION =
  /\b[Ee]vents?\s+(?:\*\*)?(\d{1,5}(?:(?:\*\*)?(?:,| and| or| to)(?: the)? (?:\*\*)?\d{1,5})*)|^- ((?:\*\*\d{1,5}\*\*(?:, then | or | to |, )?)+)|\b(?:RdpCoreTS|RemoteConnectionManager|LocalSessionManager|RDPClient|Schannel|TerminalServices-Gateway)(?:\/\w+)?\*{0,2}[^.|\n]{0,30}?\b(\d{3,5}(?:(?:,| and| or| to) \d{3,5})*)|\b(\d{3,5}(?:(?:,| and| or| to) \d{3,5})*) (?:in|of) (?:the log )?\*{0,2}(?:[\w-]+-)?(?:RdpCoreTS|RemoteConnectionManager|LocalSessionManager)\b|^\| [–\d] \| ([^|]+) \|/gm;

/** What is wrong with the events that a page names: one that is in no log of the table, or without its log. */
export function eventMentions(source: string, events: readonly WindowsEvent[]): readonly string[] {
  // What people type into the search needs no log.
  const page = source.replace(/^also: .*$/m, '');
  const faults = [...page.matchAll(MENTION)].flatMap(match => {
    const unit = unitAt(page, match.index);
    return [
      ...match
        .slice(1)
        .join(' ')
        .matchAll(/(?<!type )\b\d+/g),
    ].flatMap(([number]) => faultOf(Number(number), unit, page, events));
  });
  return [...new Set(faults)];
}

function faultOf(id: number, unit: string, page: string, events: readonly WindowsEvent[]): readonly string[] {
  const rows = events.filter(event => event.id === id);
  if (rows.length === 0) return [`${id}: unknown event, content/model/events.yaml has none`];
  if (rows.every(({ log }) => log.endsWith('/Analytic'))) return [`${id}: its log is off on every PC`];
  const fits = rows.some(({ provider, log }) => isNamed(provider, log, unit, page));
  return fits ? [] : [`${id}: expected its log ${rows.map(({ log }) => log).join(' or ')} beside it`];
}

/** A log of two is named beside the number; the only log of a kind may be named anywhere on the page. */
function isNamed(provider: string, log: string, unit: string, page: string): boolean {
  const [, kind] = log.split('/');
  if (kind === undefined)
    return (
      new RegExp(`\\b${log}\\b`).test(unit) ||
      new RegExp(`\\b${log} log|Windows Logs → ${log}\\b|\\| ${log}\\b`).test(page)
    );
  const wrong =
    new RegExp(`${provider}\\/(?!${kind})\\w+`).test(unit) && !new RegExp(`\\/${kind}\\b|\\b${kind}\\b`).test(unit);
  if (wrong) return false;
  if (provider === 'RemoteConnectionManager') return new RegExp(`\\b${kind}\\b`).test(unit);
  return new RegExp(`${provider}[^\\n]{0,60}\\b${kind}\\b|${provider}/${kind}`).test(page);
}

/** The line or table row of a mention. */
function unitAt(page: string, index: number): string {
  const from = page.lastIndexOf('\n', index - 1) + 1;
  const end = page.indexOf('\n', index + 1);
  return page.slice(from, end < 0 ? undefined : end);
}
