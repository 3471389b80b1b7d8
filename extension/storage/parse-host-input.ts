import { isRejection, type Target } from '../../machines/target/target.ts';
import { parseTarget } from '../../machines/target/target-line.ts';

/** `4`, `0x204` and `ERRINFO_RPC_INITIATED_DISCONNECT` would all do as host names; here they are codes. */
const CODE = /^(?:-?\d+|0x[\da-f]+|[A-Z\d]+(?:_[A-Z\d]+)+)$/;

/** The host that a text names, where it is nothing but that. */
export function parseHostInput(text: string): Target | undefined {
  const target = parseTarget(text);
  return isRejection(target) || CODE.test(text.trim()) ? undefined : target;
}

/** Addresses that Remote Desktop programs give themselves: `rdp://full%20address=s:pc1:3390&…`, `ms-rd:` likewise. */
const RDP_LINK = /^(?:rdp|ms-rd):(?:\/\/)?(.*)$/is;
const MAX_LINK_LENGTH = 4_000;

/** The host that a link leads to. The port of a web page is not that of Remote Desktop, so it is left out. */
export function hostOfLink(link: string): string | undefined {
  if (link.length > MAX_LINK_LENGTH) return undefined;
  const inside = RDP_LINK.exec(link)?.[1];
  const text = inside === undefined ? webHost(link) : rdpHost(inside);
  return text === undefined || isRejection(parseTarget(text)) ? undefined : text;
}

function webHost(link: string): string | undefined {
  try {
    const { protocol, hostname } = new URL(link);
    return /^(?:https?|ftp|sftp|ssh|smb|file):$/.test(protocol) && hostname !== '' ? hostname : undefined;
  } catch {
    return undefined;
  }
}

function rdpHost(inside: string): string | undefined {
  try {
    const text = decodeURIComponent(inside.replaceAll('+', ' '));
    return /(?:^|[&?])full address=s:([^&]+)/i.exec(text)?.[1] ?? /^[^/?&=]+/.exec(text)?.[0];
  } catch {
    return undefined;
  }
}
