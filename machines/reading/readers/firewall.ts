import { fold } from '../clean.ts';
import type { Observation, Paste, Reader, Segment } from '../observation.ts';
import { type PrintedObject, printedLists, printedTables } from '../powershell.ts';

/** What one rule does to connections on the RDP port. */
interface Rule {
  readonly enabled: boolean;
  readonly action: 'allow' | 'block' | undefined;
  readonly at: number;
}

/** The group "Remote Desktop" by its names in our languages, folded. */
const REMOTE_DESKTOP =
  /remote ?desktop|remotedesktop|bureau .{0,4} distance|escritorio remoto|area de trabalho remota|ambiente de trabalho remoto|desktop remoto|pulpit zdalny|удаленныи рабочии стол|リモート ?デスクトップ|リモート テスクトッフ|远程桌面|遠端桌面/;

const YES = /^(?:yes|ja|oui|si|sim|tak|да|はい|是)$/;
const NO = /^(?:no|nein|non|nao|nie|нет|いいえ|否)$/;
const ALLOW = /^(?:allow|zulassen|autoriser|permitir|consenti|zezwalaj|zezwol|разрешить|許可|允许|允許)$/;
const BLOCK =
  /^(?:block|blockieren|blocken|bloquer|bloquear|blocca|blokuj|zablokuj|блокировать|заблокировать|ブロック|フロック|阻止|封锁|封鎖)$/;
const OUTBOUND =
  /^(?:out|ausgehend|sortant|sortante|saida|saliente|fuera|in uscita|wychodz.{0,4}|исходящие|исходящии|исх\.|送信|出|传出)$/;

/**
 * netsh advfirewall firewall show rule: fully translated, so rules are told by their port and by the places of the yes
 * or no (first) and of the action; blank lines part them.
 */
export const netsh: Reader = {
  id: 'netsh',
  signs: ['3389', 'remote', 'desktop', 'bureau', 'pulpit', 'стол', 'デスクトップ', '桌面', 'firewall'],
  read: paste => paste.segments.flatMap(segment => conclude(netshRules(segment, paste))),
};

function netshRules(segment: Segment, paste: Paste): Rule[] {
  const rules: Rule[] = [];
  let block: { line: string; at: number }[] = [];
  const close = () => {
    const rule = netshRule(block, paste.port);
    if (rule) rules.push(rule);
    block = [];
  };
  segment.lines.forEach((line, i) => {
    if (line.length > 400 || /^-{10,}$/.test(line.trim())) return;
    const isField = /^\s{0,8}\S[^:]{1,60}:\s{1,60}\S/.test(line);
    if (line.trim() === '' || (!isField && block.length > 0 && !/^\s{10,}\S/.test(line))) close();
    else if (isField) block.push({ line: line.trim(), at: segment.first + i });
  });
  close();
  return rules;
}

function netshRule(block: readonly { line: string; at: number }[], port: number): Rule | undefined {
  const fields = block.map(({ line, at }) => ({
    value: line.slice(line.indexOf(':') + 1).trim(),
    folded: fold(line.slice(line.indexOf(':') + 1).trim()),
    at,
  }));
  const [name, enabled] = fields;
  if (name === undefined || enabled === undefined || fields.length < 4) return undefined;
  const isEnabled = YES.test(enabled.folded) ? true : NO.test(enabled.folded) ? false : undefined;
  if (isEnabled === undefined) return undefined;
  const udpOnly = fields.some(field => field.value === 'UDP');
  const ports = fields.filter(field => /^\d[\d,-]{0,80}$/.test(field.value));
  const onPort = ports.some(field => coversPort(field.value, port));
  const ours = onPort || (ports.length === 0 && REMOTE_DESKTOP.test(name.folded) && !/udp|shadow/.test(name.folded));
  if (!ours || udpOnly || fields.some(field => OUTBOUND.test(field.folded))) return undefined;
  const last = fields.at(-1);
  const action = fields.some(field => ALLOW.test(field.folded))
    ? 'allow'
    : fields.some(field => BLOCK.test(field.folded))
      ? 'block'
      : undefined;
  // A rule for single remote addresses says nothing about this one.
  const remote = fields.filter(field => /^\d{1,3}\.\d{1,3}\.\d{1,3}\.\d{1,3}(?:[/,-]|$)/.test(field.value)).length > 0;
  return remote ? undefined : { enabled: isEnabled, action, at: last?.at ?? name.at };
}

function coversPort(list: string, port: number): boolean {
  return list.split(',').some(part => {
    const [from = Number.NaN, to = from] = part.split('-').map(Number);
    return port >= from && port <= to;
  });
}

/** Get-NetFirewallRule: enum values are the same in every language, display names are not, rule names are. */
export const getNetFirewallRule: Reader = {
  id: 'get-netfirewallrule',
  signs: ['inbound', 'remotedesktop-', 'get-netfirewallrule'],
  read: paste => paste.segments.flatMap(segment => conclude(ruleObjects(segment))),
};

function ruleObjects(segment: Segment): Rule[] {
  const asked =
    segment.command?.tool === 'get-netfirewallrule' &&
    (REMOTE_DESKTOP.test(fold(segment.command.text)) || /RemoteDesktop|-28752/i.test(segment.command.text));
  return [...printedTables(segment.lines), ...printedLists(segment.lines)].flatMap(object => {
    const rule = ruleOf(object, asked);
    return rule === undefined ? [] : [{ ...rule, at: segment.first + object.at }];
  });
}

function ruleOf(object: PrintedObject, asked: boolean): Rule | undefined {
  const of = (name: string) => object.fields.get(name) ?? '';
  const names = fold(`${of('name')} ${of('displayname')} ${of('displaygroup')} ${of('group')}`);
  const direction = of('direction');
  if (!object.fields.has('enabled') || (!object.fields.has('action') && !asked)) return undefined;
  if (direction !== '' && direction !== 'Inbound' && direction !== '1') return undefined;
  if (!asked && !REMOTE_DESKTOP.test(names) && !names.includes('-28752') && !names.includes('3389')) return undefined;
  if (/udp|shadow|websocket|-ws-|-wss-/.test(names) || !/tcp|3389/.test(names)) return undefined;
  const enabled = of('enabled') === 'True' || of('enabled') === '1';
  const disabled = of('enabled') === 'False' || of('enabled') === '2';
  if (!enabled && !disabled) return undefined;
  const action = /^(?:Allow|2)$/.test(of('action'))
    ? 'allow'
    : /^(?:Block|4)$/.test(of('action'))
      ? 'block'
      : undefined;
  return { enabled, action, at: object.at };
}

/** Blocking rules win over allowing ones; where every allowing rule is off, nothing lets the port in. */
function conclude(rules: readonly Rule[]): Observation[] {
  const at = rules.at(-1)?.at;
  if (at === undefined) return [];
  if (rules.some(rule => rule.enabled && rule.action === 'block'))
    return [{ question: 'firewall-rule', answer: 'blocked', at }];
  if (rules.some(rule => rule.enabled && rule.action === 'allow'))
    return [{ question: 'firewall-rule', answer: 'allowed', at }];
  const allOff = rules.every(rule => !rule.enabled && rule.action !== 'block');
  return allOff ? [{ question: 'firewall-rule', answer: 'blocked', at }] : [];
}

/** ufw status: `3389/tcp   ALLOW   Anywhere`; switched off, it keeps nothing out. */
export const ufw: Reader = {
  id: 'ufw',
  signs: ['anywhere', 'status: inactive'],
  read: paste =>
    paste.segments.flatMap((segment): Observation[] => {
      const off = segment.lines.findIndex(line => /^\s{0,8}Status: inactive$/.test(line));
      if (off >= 0 && /\bufw\b/.test(segment.command?.text ?? segment.lines.slice(0, off).join('\n')))
        return [{ question: 'firewall-rule', answer: 'allowed', at: segment.first + off }];
      const active = segment.lines.some(line => /^\s{0,8}Status: active$/.test(line));
      const rule = segment.lines.flatMap((line, i) => {
        const match =
          line.length > 200
            ? null
            : new RegExp(
                `^\\s{0,8}(?:\\[ ?\\d{1,3}\\] )?${paste.port}(?:/tcp)?(?: \\(v6\\))?\\s{1,40}(ALLOW|DENY|REJECT|LIMIT)(?: IN)?\\s{1,40}Anywhere`,
              ).exec(line);
        return match === null ? [] : [{ allowed: match[1] === 'ALLOW' || match[1] === 'LIMIT', at: segment.first + i }];
      })[0];
      return active && rule
        ? [
            {
              question: 'firewall-rule',
              answer: rule.allowed ? 'allowed' : 'blocked',
              at: rule.at,
            } satisfies Observation,
          ]
        : [];
    }),
};
