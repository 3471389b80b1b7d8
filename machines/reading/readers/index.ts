import type { Reader } from '../observation.ts';
import { dig, hostTool, resolveDnsName } from './dns-tools.ts';
import { getNetFirewallRule, netsh, ufw } from './firewall.ts';
import { getNetTcpConnection, netstat, ss } from './listeners.ts';
import { localGroup, localGroupMember, tokenGroups } from './membership.ts';
import { mtr } from './mtr.ts';
import { nslookup } from './nslookup.ts';
import { pathping } from './pathping.ts';
import { ping } from './ping.ts';
import { qwinsta } from './qwinsta.ts';
import { registry } from './registry.ts';
import { getService, sc, systemctl } from './services.ts';
import { testNetConnection } from './test-net-connection.ts';
import { trace } from './trace.ts';

/** Every reader, one a tool. Order has no meaning. */
export const READERS: readonly Reader[] = [
  dig,
  getNetFirewallRule,
  getNetTcpConnection,
  getService,
  hostTool,
  localGroup,
  localGroupMember,
  mtr,
  netsh,
  netstat,
  nslookup,
  pathping,
  ping,
  qwinsta,
  registry,
  resolveDnsName,
  sc,
  ss,
  systemctl,
  testNetConnection,
  tokenGroups,
  trace,
  ufw,
];
