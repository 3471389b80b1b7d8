import { isAddress } from '../../target/target.ts';
import { outcomeOf } from '../attempts.ts';
import type { Observation, Paste, Reader, Segment } from '../observation.ts';

/**
 * telnet. Windows tells one failure for all kinds, translated but for the dots, the port and the colon; Unix names the
 * kind but not the port, which only the command tells.
 */
export const telnet: Reader = {
  id: 'telnet',
  signs: ['...', 'telnet', 'trying ', 'escape character'],
  read: paste => [...windowsTelnet(paste), ...paste.segments.flatMap(unixTelnet)],
};

function windowsTelnet(paste: Paste): Observation[] {
  const found: Observation[] = [];
  paste.lines.forEach((line, at) => {
    if (line.length > 400 || !line.includes('...')) return;
    // The sentence is long and often wrapped at the window's edge.
    const whole = [line, paste.lines[at + 1] ?? '', paste.lines[at + 2] ?? '']
      .map(part => part.trim())
      .join(' ')
      .slice(0, 500);
    const match =
      /^[^.=]{0,60}?\s?([\w][\w.-]{0,252}?|[0-9a-f:]{2,45}) ?\.\.\. ?([^\d.][^\d]{8,140}?)[ 」](\d{1,5}) ?: ?([^\d=<>{}]{4,80})/iu.exec(
        whole,
      );
    if (match === null || /[{}()=;$]/.test(match[2] ?? '')) return;
    found.push({
      question: 'port',
      answer: 'closed',
      at,
      port: Number(match[3]),
      hosts: [(match[1] ?? '').toLowerCase()],
    });
  });
  return found;
}

function unixTelnet(segment: Segment): Observation[] {
  const { command } = segment;
  if (command?.tool !== 'telnet' || command.host === undefined || command.port === undefined) return [];
  const found: Observation[] = [];
  segment.lines.forEach((raw, i) => {
    const line = raw.trim();
    const about = {
      at: segment.first + i,
      hosts: [command.host ?? ''],
      ...(command.port !== undefined && { port: command.port }),
    };
    if (line.length > 300) return;
    const tried = /^Trying ([0-9a-fA-F.:]{2,60}?)\.{2,3}$/.exec(line)?.[1]?.toLowerCase();
    if (tried !== undefined && isAddress(tried) && !isAddress(command.host ?? ''))
      found.push({ question: 'name', answer: 'resolves', at: about.at, hosts: [command.host ?? '', tried] });
    if (/^Connected to \S{1,253}\.?$/.test(line) || /^Escape character is /.test(line))
      found.push({ ...about, question: 'port', answer: 'open' });
    else if (/^telnet: /.test(line)) found.push(...outcomeOf(line.slice(8), about));
  });
  return found;
}
