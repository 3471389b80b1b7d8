import type { Observation, Reader, Segment } from '../observation.ts';

/**
 * qwinsta, query session. The RDP listener is the row `rdp-tcp` with a session id of 65536 or more; names of columns and
 * states are translated, the number is not. `services` is there on every Windows, so a listing with it and without the
 * listener is whole. `query user` prints other columns and never a listener.
 */
export const qwinsta: Reader = {
  id: 'qwinsta',
  absence: true,
  signs: ['rdp-tcp', 'console', 'services '],
  read: paste => paste.segments.flatMap(readSegment),
};

const FIRST_LISTENER_ID = 65_536;
const DOWN =
  /(?:^|\s)(?:Down|Unten|Ausgefallen|Inactif|Arr\S{1,3}t\S?|Inactivo|Inativo|Non attivo|Wy\S{1,6}czon\w)(?:\s|$)/i;

function readSegment(segment: Segment): Observation[] {
  let services = false;
  let console_ = false;
  let connected = false;
  let at = segment.first;
  for (const [i, line] of segment.lines.entries()) {
    if (line.length > 300) continue;
    const row =
      /^[\s>]{0,24}(services|console|rdp-tcp(?:#\d{1,5})?)\s{1,60}(?:\S.{0,60}?\s{1,60})?(\d{1,6})(?:\s|$)(.{0,120})/i.exec(
        line,
      );
    if (row === null) continue;
    const id = Number(row[2]);
    const name = (row[1] ?? '').toLowerCase();
    at = segment.first + i;
    if (name === 'rdp-tcp' && id >= FIRST_LISTENER_ID) {
      return [{ question: 'listener', answer: DOWN.test(row[3] ?? '') ? 'not-listening' : 'listening', at }];
    }
    if (name === 'services' && id === 0) services = true;
    if (name === 'console') console_ = true;
    // Somebody's session; the listener's row comes behind all sessions.
    if (name.startsWith('rdp-tcp')) connected = true;
  }
  return services && console_ && !connected ? [{ question: 'listener', answer: 'not-listening', at }] : [];
}
