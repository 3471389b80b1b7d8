import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { freePort, type Place } from './place.ts';

/** What stands in a host's place: takes a connection on `port` and carries it to `behind`, where perhaps nothing is. */
export interface Relay {
  readonly name: string;
  readonly needs: readonly string[];
  readonly start: (place: Place, port: number, behind: number) => Promise<void>;
  /** It speaks TLS before Remote Desktop, so no RDP client gets through, whatever is behind it. */
  readonly tlsFirst?: true;
}

export const RELAYS: readonly Relay[] = [
  {
    name: 'socat',
    needs: ['socat'],
    start: (place, port, behind) =>
      place.serve(['socat', `TCP-LISTEN:${port},bind=127.0.0.1,fork,reuseaddr`, `TCP:127.0.0.1:${behind}`], port),
  },
  {
    name: 'haproxy, tcp mode',
    needs: ['haproxy'],
    start: (place, port, behind) => haproxy(place, port, `127.0.0.1:${port}`, `127.0.0.1:${behind}`),
  },
  {
    name: 'haproxy, wants the PROXY protocol',
    needs: ['haproxy'],
    start: (place, port, behind) => haproxy(place, port, `127.0.0.1:${port} accept-proxy`, `127.0.0.1:${behind}`),
  },
  {
    name: 'haproxy, TLS first',
    needs: ['haproxy'],
    tlsFirst: true,
    start: (place, port, behind) => {
      writeFileSync(
        path.join(place.folder, 'both.pem'),
        place.run(['cat', place.inside('cert.pem'), place.inside('key.pem')]),
      );
      return haproxy(place, port, `127.0.0.1:${port} ssl crt ${place.inside('both.pem')}`, `127.0.0.1:${behind}`);
    },
  },
  {
    name: 'nginx, stream',
    needs: ['nginx'],
    start: (place, port, behind) => nginx(place, port, `listen 127.0.0.1:${port}; proxy_pass 127.0.0.1:${behind};`),
  },
  {
    name: 'nginx, stream with ssl_preread',
    needs: ['nginx'],
    start: (place, port, behind) =>
      nginx(place, port, `listen 127.0.0.1:${port}; ssl_preread on; proxy_pass 127.0.0.1:${behind};`),
  },
  {
    name: 'stunnel, TLS first',
    needs: ['stunnel'],
    tlsFirst: true,
    start: (place, port, behind) => stunnel(place, port, behind, false),
  },
  {
    name: 'stunnel, both ends',
    needs: ['stunnel'],
    start: async (place, port, behind) => {
      const between = await freePort();
      await stunnel(place, between, behind, false);
      await stunnel(place, port, between, true);
    },
  },
  {
    name: 'sslh, anything else to RDP',
    needs: ['sslh-select'],
    start: (place, port, behind) => sslh(place, port, ['--ssh', '127.0.0.1:1', '--anyprot', `127.0.0.1:${behind}`]),
  },
  {
    name: 'sslh, TLS only',
    needs: ['sslh-select'],
    start: (place, port, behind) => sslh(place, port, ['--tls', `127.0.0.1:${behind}`]),
  },
  { name: 'ssh -L', needs: ['ssh', 'sshd', 'ssh-keygen'], start: sshForward },
];

async function haproxy(place: Place, port: number, bind: string, server: string): Promise<void> {
  const lines = [
    ...['global', '  maxconn 50', 'defaults', '  mode tcp', '  timeout connect 2s', '  timeout client 20s'],
    ...['  timeout server 20s', '  retries 0', 'listen rdp', `  bind ${bind}`, `  server rdp ${server}`, ''],
  ];
  writeFileSync(path.join(place.folder, `haproxy-${port}.cfg`), lines.join('\n'));
  await place.serve(['haproxy', '-db', '-f', place.inside(`haproxy-${port}.cfg`)], port);
}

async function nginx(place: Place, port: number, server: string): Promise<void> {
  const module = 'usr/lib/nginx/modules/ngx_stream_module.so';
  const load = place.hasFile(module) ? `load_module /${module};` : '';
  const lines = [
    ...[load, 'daemon off;', `pid ${place.inside(`nginx-${port}.pid`)};`, `error_log ${place.inside('nginx.log')};`],
    ...['events {}', `stream { server { ${server} } }`, ''],
  ];
  writeFileSync(path.join(place.folder, `nginx-${port}.conf`), lines.join('\n'));
  await place.serve(['nginx', '-c', place.inside(`nginx-${port}.conf`)], port);
}

async function stunnel(place: Place, port: number, to: number, client: boolean): Promise<void> {
  const lines = [
    ...['foreground = yes', `pid = ${place.inside(`stunnel-${port}.pid`)}`, '[rdp]', `accept = 127.0.0.1:${port}`],
    ...[`connect = 127.0.0.1:${to}`, `client = ${client ? 'yes' : 'no'}`],
    ...(client ? [] : [`cert = ${place.inside('cert.pem')}`, `key = ${place.inside('key.pem')}`]),
    '',
  ];
  writeFileSync(path.join(place.folder, `stunnel-${port}.conf`), lines.join('\n'));
  await place.serve(['stunnel', place.inside(`stunnel-${port}.conf`)], port);
}

function sslh(place: Place, port: number, words: readonly string[]): Promise<void> {
  return place.serve(['sslh-select', '-f', '-n', '--listen', `127.0.0.1:${port}`, ...words], port);
}

async function sshForward(place: Place, port: number, behind: number): Promise<void> {
  const sshd = await freePort();
  for (const key of ['host', 'user'])
    place.run(['ssh-keygen', '-q', '-t', 'ed25519', '-N', '', '-f', place.inside(`${key}-${port}`)]);
  place.run(['mkdir', '-p', '/run/sshd']);
  const options = [
    ...[`HostKey=${place.inside(`host-${port}`)}`, `AuthorizedKeysFile=${place.inside(`user-${port}.pub`)}`],
    ...['UsePAM=no', 'StrictModes=no', 'PermitRootLogin=prohibit-password', 'AllowTcpForwarding=yes', 'PidFile=none'],
    ...['ListenAddress=127.0.0.1', `Port=${sshd}`],
  ];
  await place.serve(['/usr/sbin/sshd', '-D', '-f', '/dev/null', ...options.flatMap(option => ['-o', option])], sshd);
  const client = [
    'StrictHostKeyChecking=no',
    'UserKnownHostsFile=/dev/null',
    'ExitOnForwardFailure=yes',
    'BatchMode=yes',
  ];
  const forward = ['-N', '-L', `127.0.0.1:${port}:127.0.0.1:${behind}`, '-i', place.inside(`user-${port}`)];
  const words = client.flatMap(option => ['-o', option]);
  await place.serve(['ssh', '-F', 'none', ...words, ...forward, '-p', String(sshd), 'root@127.0.0.1'], port);
}
