import { once } from 'node:events';
import type { Socket } from 'node:net';
import type { SecureContextOptions } from 'node:tls';
import { decodeTsRequest, encodeTsRequest } from '../../../machines/rdp/credssp.ts';
import type { Decoded } from '../../../machines/rdp/decoded.ts';
import { encodeChallenge } from '../../../machines/rdp/ntlm.ts';
import {
  type ConnectionConfirm,
  decodeConnectionRequest,
  encodeConnectionConfirm,
} from '../../../machines/rdp/x224.ts';
import type { Minted } from './certificate.ts';

/** What a practice host does to one connection. It may end, break or never return: that is its fault to show. */
export type Script = (socket: Socket) => Promise<void> | void;

/** xrdp and Windows both send this source reference. */
const SOURCE_REFERENCE = 0x1234;

/** Reads the Connection Request and confirms with what the fault is about. */
export function confirms(confirm: ConnectionConfirm, then: Script = holds): Script {
  return async socket => {
    if ((await receive(socket, decodeConnectionRequest)) === undefined) return;
    socket.write(encodeConnectionConfirm(confirm));
    await then(socket);
  };
}

/** Selects one protocol, as a healthy server does. */
export function selects(protocol: number, then: Script = holds): Script {
  return confirms({ kind: 'selected', protocol, flags: 0x1f, sourceReference: SOURCE_REFERENCE }, then);
}

/** Refuses with an RDP_NEG_FAILURE and closes. */
export function refuses(code: number): Script {
  return confirms({ kind: 'failed', code, flags: 0, sourceReference: SOURCE_REFERENCE }, socket => {
    socket.end();
  });
}

/** TLS on the socket that was negotiated on, then whatever comes inside. */
export function secures(minted: Minted, then: Script = holds, options: SecureContextOptions = {}): Script {
  return async socket => {
    // Loaded only here: the program that checks carries this file, and starts sooner without TLS.
    const tls = await import('node:tls');
    const secured = new tls.TLSSocket(socket, {
      isServer: true,
      secureContext: tls.createSecureContext({ ...minted, ...options }),
    });
    secured.on('error', () => secured.destroy());
    await once(secured, 'secure').catch(() => undefined);
    await then(secured);
  };
}

/** The server's half of NLA up to the challenge: it knows nobody, so nobody can sign in here. */
export function challenges(computer: string, clockMs = () => Date.now()): Script {
  return async socket => {
    const request = await receive(socket, decodeTsRequest);
    if (request === undefined) return;
    const token = encodeChallenge({
      build: '10.0.26100',
      clockMs: clockMs(),
      names: {
        netbiosComputer: computer.toUpperCase(),
        netbiosDomain: computer.toUpperCase(),
        dnsComputer: computer,
        dnsDomain: computer,
      },
    });
    socket.write(encodeTsRequest({ version: Math.min(6, request.version), token }));
    await holds(socket);
  };
}

/** Waits for the first bytes, then closes. */
export async function closesOnFirstBytes(socket: Socket): Promise<void> {
  // Paused by whoever read the message before.
  socket.resume();
  await once(socket, 'data').catch(() => undefined);
  socket.end();
}

/** Stays, and says nothing more. */
export function holds(socket: Socket): void {
  socket.resume();
}

/** Waits for a whole message; `undefined` when the other end sends nonsense or leaves. */
async function receive<T>(socket: Socket, decode: (bytes: Uint8Array) => Decoded<T>): Promise<T | undefined> {
  let bytes = Buffer.alloc(0);
  return new Promise(resolve => {
    const onData = (chunk: Buffer) => {
      bytes = Buffer.concat([bytes, chunk]);
      const decoded = decode(bytes);
      if (decoded.kind === 'more') return;
      socket.off('data', onData);
      socket.pause();
      if (decoded.kind === 'value') return resolve(decoded.value);
      socket.end();
      resolve(undefined);
    };
    socket.on('data', onData).once('close', () => resolve(undefined));
    socket.resume();
  });
}
