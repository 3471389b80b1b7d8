import { isAddress } from '../../target/target.ts';
import { addressIn, namedAddressIn } from '../address.ts';
import type { Observation, Reader, Segment } from '../observation.ts';

/** pathping: a trace without times, then a table with `lost/ sent = percent` from here to each node. */
export const pathping: Reader = {
  id: 'pathping',
  signs: ['/ 100 =', '/100 =', '/ 100=', 'pathping'],
  read: paste => paste.segments.flatMap(segment => readSegment(segment)),
};

const ROW =
  /^\s{0,20}(\d{1,2})\s{1,12}(\d{1,6}) ?(?:ms|мс|毫秒)\s{1,12}(\d{1,5})\/\s?(\d{1,5}) {0,3}= {0,3}\d{1,3} ?%\s{1,12}\d{1,5}\/\s?\d{1,5} {0,3}= {0,3}\d{1,3} ?%\s{1,8}(\S.{0,260})$/i;

function readSegment(segment: Segment): Observation[] {
  const rows = segment.lines.flatMap((line, i) => {
    const match = line.length > 400 ? null : ROW.exec(line);
    return match === null
      ? []
      : [
          {
            lost: Number(match[3]),
            sent: Number(match[4]),
            node: `${match[5]} ${segment.lines[i + 1]?.trim() ?? ''}`,
            first: match[5] ?? '',
            index: i,
          },
        ];
  });
  const last = rows.at(-1);
  if (last === undefined) return [];
  const firstRow = segment.lines.findIndex(line => /\d\/\s?\d{1,5} {0,3}= {0,3}\d{1,3} ?%/.test(line));
  const heading = segment.lines.slice(0, firstRow).join(' ').slice(0, 600);
  const destination = namedAddressIn(heading) ?? both(addressIn(heading));
  if (destination === undefined) return [];
  const isDestination =
    last.node.toLowerCase().includes(destination.address) ||
    last.first.toLowerCase().startsWith(`${destination.name} `) ||
    last.first.toLowerCase() === destination.name;
  const about = { at: segment.first + last.index, hosts: [...new Set([destination.name, destination.address])] };
  const found: Observation[] = [];
  if (!isAddress(destination.name)) found.push({ ...about, question: 'name', answer: 'resolves' });
  if (!isDestination || last.sent === 0) return found;
  const path = last.lost === 0 ? 'answers' : last.lost >= last.sent ? 'silent' : 'lossy';
  found.push({ ...about, question: 'path', answer: path, detail: { lost: last.lost, sent: last.sent } });
  return found;
}

function both(address: string | undefined): { name: string; address: string } | undefined {
  return address === undefined ? undefined : { name: address, address };
}
