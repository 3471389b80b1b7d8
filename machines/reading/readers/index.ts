import type { Reader } from '../observation.ts';
import { avd } from './avd.ts';
import { connections } from './connections.ts';
import { curl } from './curl.ts';
import { dialog } from './dialog.ts';
import { dialogMessages } from './dialog-messages.ts';
import { dig, hostTool, resolveDnsName } from './dns-tools.ts';
import { events } from './events.ts';
import { getNetFirewallRule, netsh, ufw } from './firewall.ts';
import { freerdp } from './freerdp.ts';
import { gnomeRemoteDesktop } from './gnome-remote-desktop.ts';
import { guacd } from './guacd.ts';
import { ironrdp } from './ironrdp.ts';
import { krdp } from './krdp.ts';
import { firewalld, iptables } from './linux-firewall.ts';
import { getNetTcpConnection, netstat, ss } from './listeners.ts';
import { localGroup, localGroupMember, tokenGroups } from './membership.ts';
import { mremoteng } from './mremoteng.ts';
import { mtr } from './mtr.ts';
import { nc } from './nc.ts';
import { netexec } from './netexec.ts';
import { nmap } from './nmap.ts';
import { nslookup } from './nslookup.ts';
import { openssl } from './openssl.ts';
import { ipconfig, routes } from './own-network.ts';
import { pathping } from './pathping.ts';
import { ping } from './ping.ts';
import { portTools } from './psping.ts';
import { qwinsta } from './qwinsta.ts';
import { rdesktop } from './rdesktop.ts';
import { rdpWrapper } from './rdp-wrapper.ts';
import { registry } from './registry.ts';
import { getService, sc, systemctl } from './services.ts';
import { socketError } from './socket-error.ts';
import { sshForward } from './ssh-forward.ts';
import { statedPort } from './stated-port.ts';
import { systemd } from './systemd.ts';
import { telnet } from './telnet.ts';
import { testConnection } from './test-connection.ts';
import { testNetConnection } from './test-net-connection.ts';
import { trace } from './trace.ts';
import { vpnStatus } from './vpn-status.ts';
import { winapps } from './winapps.ts';
import { xrdpLog } from './xrdp-log.ts';

/** Every reader, one a tool. Order has no meaning. */
export const READERS: readonly Reader[] = [
  avd,
  connections,
  curl,
  dialog,
  dialogMessages,
  dig,
  events,
  ipconfig,
  routes,
  gnomeRemoteDesktop,
  guacd,
  ironrdp,
  krdp,
  mremoteng,
  netexec,
  rdesktop,
  rdpWrapper,
  systemd,
  statedPort,
  winapps,
  freerdp,
  nc,
  nmap,
  openssl,
  portTools,
  socketError,
  telnet,
  xrdpLog,
  firewalld,
  iptables,
  sshForward,
  testConnection,
  vpnStatus,
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
