import type { Observation, Paste, Reader } from '../observation.ts';

/** krdpserver of KDE: whether it could take its port. */
export const krdp: Reader = {
  id: 'krdp',
  signs: ['krdp'],
  read: paste => paste.lines.flatMap((line, at) => readLine(line, at, paste)),
};

function readLine(line: string, at: number, paste: Paste): Observation[] {
  if (line.length > 400 || !/\bkrdp(?:server)?\b/i.test(line)) return [];
  const match = /\b(Listening|Unable to listen) for connections on .{0,80}?(\d{2,5})\b(?:\D{0,80})$/.exec(line);
  if (match !== null) {
    const port = Number(match[2]);
    if (match[1] !== 'Listening') return [{ question: 'listener', answer: 'not-listening', at, port }];
    return port === paste.port
      ? [{ question: 'listener', answer: 'listening', at, port }]
      : [{ question: 'listener', answer: 'other-port', at, detail: { listensOn: port } }];
  }
  return /Unable to listen for connections|(?:valid )?TLS certificate.{0,60}(?:not found|missing)/i.test(line)
    ? [{ question: 'listener', answer: 'not-listening', at }]
    : [];
}
