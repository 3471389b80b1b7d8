import type { Reader } from '../observation.ts';
import { curl, nc, portTools, socketError, telnet } from './connect.ts';
import { dialog } from './dialog.ts';
import { dialogMessages } from './dialog-messages.ts';
import { dig, hostTool, resolveDnsName } from './dns-tools.ts';
import { events } from './events.ts';
import { getNetFirewallRule, netsh, ufw } from './firewall.ts';
import { freerdp } from './freerdp.ts';
import { getNetTcpConnection, netstat, ss } from './listeners.ts';
import { localGroup, localGroupMember, tokenGroups } from './membership.ts';
import { mtr } from './mtr.ts';
import { nmap } from './nmap.ts';
import { nslookup } from './nslookup.ts';
import { openssl } from './openssl.ts';
import { ipconfig, routes } from './own-network.ts';
import { pathping } from './pathping.ts';
import { ping } from './ping.ts';
import { qwinsta } from './qwinsta.ts';
import { registry } from './registry.ts';
import { getService, sc, systemctl } from './services.ts';
import { testNetConnection } from './test-net-connection.ts';
import { trace } from './trace.ts';
import { xrdpLog } from './xrdp-log.ts';

/** Every reader, one a tool. Order has no meaning. */
export const READERS: readonly Reader[] = [
  curl,
  dialog,
  dialogMessages,
  dig,
  events,
  ipconfig,
  routes,
  freerdp,
  nc,
  nmap,
  openssl,
  portTools,
  socketError,
  telnet,
  xrdpLog,
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
