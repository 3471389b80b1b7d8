import type { Observation, Reader, Segment } from '../observation.ts';

/** What systemd and the kernel tell of the RDP servers of Linux: started, ended, crashed, and why. */
export const systemd: Reader = {
  id: 'systemd',
  signs: [
    '.service: ',
    '.service failed',
    'failed to start',
    'segfault',
    'general protection',
    'dumped core',
    'started ',
    'stopped ',
  ],
  read: paste => paste.segments.flatMap(readSegment),
};

const NAMES =
  'xrdp(?:-sesman)?|gnome-remote-desktop(?:-[a-z]{2,12})?|(?:app-)?(?:org\\.kde\\.)?krdp(?:server)?(?:@\\w{1,20})?';
const UNIT = `(?:^|[\\s:])(?:${NAMES})\\.service`;
/** Descriptions of the units. */
const TITLE =
  '(?:[\\w.@-]{1,60}\\.service - )?(?:xrdp (?:daemon|session manager)|GNOME Remote Desktop|KRDP(?: Server)?|KDE RDP)';
const MESSAGES: readonly (readonly [RegExp, Observation['question'], string])[] = [
  [new RegExp(`${UNIT}: Failed with result '(?:core-dump|signal)'`), 'host-log', 'service-crashed'],
  [new RegExp(`${UNIT}: Main process exited, code=dumped`), 'host-log', 'service-crashed'],
  [
    new RegExp(`${UNIT}: Main process exited, code=killed, status=\\d{1,2}/(?:SEGV|ABRT|BUS|ILL|FPE)`),
    'host-log',
    'service-crashed',
  ],
  [
    new RegExp(`${UNIT}: (?:Failed with result '|Start request repeated too quickly|start operation timed out)`, 'i'),
    'service-state',
    'stopped',
  ],
  [new RegExp(`Failed to start (?:${TITLE}|(?:${NAMES})\\.service)`, 'i'), 'service-state', 'stopped'],
  [new RegExp(`^Job for (?:${NAMES})\\.service failed`), 'service-state', 'stopped'],
  [new RegExp(`${UNIT}: (?:Deactivated successfully|Succeeded)\\.`), 'service-state', 'stopped'],
  [new RegExp(`: Stopped (?:${TITLE}|(?:${NAMES})\\.service)`, 'i'), 'service-state', 'stopped'],
  [new RegExp(`: Started (?:${TITLE}|(?:${NAMES})\\.service)`, 'i'), 'service-state', 'running'],
];
/** The kernel cuts the name after fifteen letters. */
const CRASHED =
  /\b(?:xrdp(?:-sesman|-sesexec)?|gnome-remote-de\w{0,10}|krdpserver)\[\d{1,9}\]:? (?:segfault at|general protection)|Process \d{1,9} \((?:xrdp[\w-]{0,12}|gnome-remote-de\S{0,10}|krdpserver)\) of user \d{1,9} dumped core/;

function readSegment(segment: Segment): Observation[] {
  // What `systemctl status` says of the present outranks the lines of the journal under it.
  const status = segment.lines.some(line => line.length < 300 && /^\s{0,20}Active: /.test(line));
  return segment.lines.flatMap((raw, i): Observation[] => {
    const line = raw.trim();
    if (line.length > 500) return [];
    const at = segment.first + i;
    const crashed: Observation[] = CRASHED.test(line) ? [{ question: 'host-log', answer: 'service-crashed', at }] : [];
    const told = MESSAGES.filter(([words, question]) => words.test(line) && !(status && question === 'service-state'));
    return [...crashed, ...told.map(([, question, answer]) => ({ question, answer, at }))];
  });
}
