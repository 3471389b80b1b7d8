import type { Stage } from '../../machines/vocabulary.ts';
import type { Fault } from './fault.ts';

/** One recording: what was broken, who tried, and where the packets were taken. */
export interface Recording {
  readonly fault: string;
  readonly client: 'check' | 'xfreerdp';
  readonly side: 'client' | 'host';
  readonly failed?: Fault[4];
}

/**
 * The stage whose failure the packets of one end show; `undefined` where they show none. It starts from what was broken and
 * says where the packets of that end tell another tale, by the topology and by what each client does, never by our reading:
 * what is dropped or rejected before an end never reaches it, and a file that lacks it can blame nobody.
 */
export function shownStage(recording: Recording): string | undefined {
  const other = [...TALES].find(([tale]) => tale(recording));
  return other === undefined ? (recording.failed ?? undefined) : other[1];
}

type Tale = (recording: Recording) => boolean;

const isOneOf =
  (...faults: readonly RegExp[]): Tale =>
  ({ fault }) =>
    faults.some(pattern => pattern.test(fault));
const at =
  (side: Recording['side'], tale: Tale): Tale =>
  recording =>
    recording.side === side && tale(recording);
const by =
  (client: Recording['client'], tale: Tale): Tale =>
  recording =>
    recording.client === client && tale(recording);

const TALES: readonly (readonly [tale: Tale, stage: Stage | undefined])[] = [
  // The device has no route, forbids it to itself, or is led back to itself by its own file of names: nothing is sent.
  [
    isOneOf(/^no route$/, /^forbidden on this device$/, /^dropped on this device$/, /^a hosts file that leads back/),
    undefined,
  ],
  // The name server's answer is the fault, and nothing follows it. The lab's name server is the host: both ends see it.
  [isOneOf(/^a name that leads back here$/, /^a name that a filter sinks$/, /^a gateway without a name$/), 'name'],
  // The router in between takes it, so that nothing of it reaches the host.
  [
    at(
      'host',
      isOneOf(
        /^dropped by a firewall$/,
        /^rejected by (ICMP|RST)$/,
        /^everything (rejected by ICMP|dropped)$/,
        /^one family without a route/,
        /^no host on the own link$/,
        /^a network that is not there$/,
        /^the (port|host) rejected with ICMP/,
        /^echo and port dropped/,
        /^a proxy is set/,
        /^both addresses dead$/,
        /^a name server that cannot be reached$/,
      ),
    ),
    undefined,
  ],
  // The router resets the client and says nothing to the host, whose file ends with the handshake of TCP.
  [at('host', isOneOf(/^cut by RST in the negotiation$/)), undefined],
  // xfreerdp gives up at the first silence, and no later packet shows the host how long that was.
  [at('host', by('xfreerdp', isOneOf(/^silence from TLS on$/))), undefined],
  // Without an echo request of its own xfreerdp learns from ICMP alone, which says that the network or the host is not there.
  [
    by(
      'xfreerdp',
      isOneOf(
        /^the port rejected with ICMP (net|host)-unreachable$/,
        /^the port rejected with ICMPv6 (no-route|addr-unreachable)$/,
      ),
    ),
    'path',
  ],
  // TLS on a port of somebody's choice: nothing in the packets says that it is a gateway.
  [isOneOf(/^a gateway that is a plain web server$/, /^a gateway that says nothing$/), undefined],
  // A whole client goes on where our check has seen enough. The practice hosts answer its first token and nothing after.
  [
    by(
      'xfreerdp',
      isOneOf(
        /^well: (NLA|the name that was|a name that is|a first request|an expired|a certificate of|a weak|a clock)/,
        /^a certificate of an inspecting/,
        /^another machine of the domain/,
        /^CredSSP from before 2018$/,
      ),
    ),
    'authentication',
  ],
  // The practice host refuses TLS to every request, also to the last one, which asks for none.
  [by('xfreerdp', isOneOf(/^well: RDP security after a refusal/)), 'negotiation'],
  // It never answers the settings of a session; xrdp closes when channels are joined.
  [by('xfreerdp', isOneOf(/^well: (only RDP security|an answer from before)/, /^a host that is well$/)), 'session'],
];
