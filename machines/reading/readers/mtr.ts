import { isAddress } from '../../target/target.ts';
import type { Observation, Reader, Segment } from '../observation.ts';

/** `mtr --report`: `  3.|-- 203.0.113.9   0.0%   10   12.1 …`. The last line is the host, or `???` where nothing answers. */
export const mtr: Reader = {
  id: 'mtr',
  signs: ['.|--', 'mtr', 'loss%'],
  read: paste => paste.segments.flatMap(segment => readSegment(segment, paste.wanted.host)),
};

function readSegment(segment: Segment, wanted: string | undefined): Observation[] {
  const headed = segment.lines.some(line => /\bLoss%\s+Snt\b/.test(line));
  const rows = segment.lines.flatMap((line, i) => {
    const match =
      line.length > 400
        ? null
        : /^\s{0,20}(\d{1,3})\.(?:\|--)?\s{1,6}(\S{1,253})\s{1,80}(\d{1,3}(?:\.\d{1,2})?)%?\s{1,12}(\d{1,6})\s/.exec(
            `${line} `,
          );
    return match === null
      ? []
      : [{ host: (match[2] ?? '').toLowerCase(), loss: Number(match[3]), at: segment.first + i }];
  });
  const last = rows.at(-1);
  const typed = segment.command?.tool === 'mtr' ? segment.command.host : undefined;
  if (last === undefined || (!headed && typed === undefined)) return [];
  const known = typed ?? (last.host === '???' ? wanted : last.host);
  const hosts = [known, last.host]
    .filter(host => host !== undefined && host !== '???')
    .filter(host => host !== undefined);
  const about = { at: last.at, hosts: [...new Set(hosts)], detail: { lossPercent: last.loss } };
  if (last.host === '???' || last.loss >= 100) return [{ ...about, question: 'path', answer: 'silent' }];
  // A last line that is some router on the way: the report was cut.
  if (known !== undefined && isAddress(known) && isAddress(last.host) && known !== last.host) return [];
  return [{ ...about, question: 'path', answer: last.loss > 0 ? 'lossy' : 'answers' }];
}
