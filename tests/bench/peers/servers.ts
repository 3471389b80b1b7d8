import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { freePort, type Place } from './place.ts';

/** A real RDP server of the bench: starts on a port of loopback, or says what is missing. */
export interface RealServer {
  readonly name: string;
  readonly needs: readonly string[];
  readonly start: (place: Place, port: number) => Promise<void>;
}

const SCREEN_TRIES = 6;

/** Key and certificate that servers and relays share. */
export function mintKey(place: Place): void {
  place.run([
    ...['openssl', 'req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '30', '-subj', '/CN=peer.test'],
    ...['-keyout', place.inside('key.pem'), '-out', place.inside('cert.pem')],
  ]);
}

/** FreeRDP's shadow server, version 3 where it is installed; it knows one user, `peer` with the password `peer`. */
export function shadow(place: Place, security: 'nla' | 'tls' | 'rdp', address = '127.0.0.1'): RealServer {
  const third = place.has('freerdp-shadow-cli3');
  const [program, hash] = third ? ['freerdp-shadow-cli3', 'winpr-hash3'] : ['freerdp-shadow-cli', 'winpr-hash'];
  return {
    name: `freerdp-shadow ${third ? 3 : 2}, ${security}`,
    needs: [program, hash, 'Xvfb'],
    start: async (_, port) => {
      writeFileSync(path.join(place.folder, 'sam'), place.run([hash, '-u', 'peer', '-p', 'peer', '-f', 'sam']));
      const authentication = security === 'nla' ? ['+auth', `/sam-file:${place.inside('sam')}`] : ['-auth'];
      const words = [`/bind-address:${address}`, `/port:${port}`, `/sec:${security}`, ...authentication];
      // A screen may not answer yet, or share its port with a connection of another program: then with a new one.
      for (let tries = 1; ; tries++) {
        const display = await startScreen(place);
        await new Promise(resolve => setTimeout(resolve, tries * 700));
        try {
          return await place.serve([program, ...words], port, { DISPLAY: display });
        } catch (error) {
          if (tries === SCREEN_TRIES) throw error;
        }
      }
    },
  };
}

/** A screen by TCP, so that no socket file has to be shared between two systems. */
export async function startScreen(place: Place): Promise<string> {
  const port = await freePort();
  const number = port - 6_000;
  await place.serve(
    ['Xvfb', `:${number}`, '-screen', '0', '640x480x24', '-listen', 'tcp', '-nolisten', 'unix', '-ac'],
    port,
  );
  return `127.0.0.1:${number}`;
}

export function xrdp(layer: 'negotiate' | 'tls' | 'rdp'): RealServer {
  return {
    name: `xrdp, ${layer}`,
    needs: ['xrdp'],
    start: async (place, port) => {
      const ini = [
        ...['[Globals]', 'ini_version=1', 'fork=true', `port=tcp://.:${port}`, 'crypt_level=high'],
        ...[
          `security_layer=${layer}`,
          `certificate=${place.inside('cert.pem')}`,
          `key_file=${place.inside('key.pem')}`,
        ],
        ...['ssl_protocols=TLSv1.2, TLSv1.3', '[Logging]', `LogFile=${place.inside('xrdp.log')}`, 'LogLevel=INFO'],
        ...['EnableSyslog=false', '[Channels]', '[Xorg]', 'name=Xorg', 'lib=libxup.so', 'username=ask'],
        ...['password=ask', 'port=-1', ''],
      ];
      writeFileSync(path.join(place.folder, `xrdp-${port}.ini`), ini.join('\n'));
      await place.serve(['xrdp', '-n', '-c', place.inside(`xrdp-${port}.ini`)], port);
    },
  };
}

export const weston: RealServer = {
  name: 'weston, RDP backend',
  needs: ['weston'],
  start: async (place, port) => {
    const files = [`--rdp-tls-cert=${place.inside('cert.pem')}`, `--rdp-tls-key=${place.inside('key.pem')}`];
    const words = ['--backend=rdp', '--no-config', '--address=127.0.0.1', `--port=${port}`, `--socket=peer-${port}`];
    await place.serve(['weston', ...words, ...files], port);
  },
};
