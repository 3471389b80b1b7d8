import { readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { loadStrings } from '../../content/words.ts';

/** The recording of the flow: `npm run walkthrough` makes it, its captions and its poster anew. */
const root = path.resolve(import.meta.dirname, '../..');
const folder = path.join(root, 'site/public/walkthrough');
const words = Object.values(await loadStrings(path.join(root, 'content/en/walkthrough.yaml')));
const webm = readFileSync(path.join(folder, 'walkthrough.webm'));

interface Cue {
  readonly from: number;
  readonly until: number;
  readonly says: string;
}

test('it is a film of under 1.5 MB with a poster, and the service worker stores both after everything else', () => {
  expect(webm.length).toBeGreaterThan(50_000);
  expect(webm.length).toBeLessThan(1_500_000);
  expect(statSync(path.join(folder, 'poster.jpg')).size).toBeLessThan(100_000);
  const worker = readFileSync(path.join(root, 'dist/site/service-worker.js'), 'utf8');
  const urls = [...worker.matchAll(/"?url"?:\s*["'`]([^"'`]+)["'`]/g)].map(hit => hit[1] ?? '');
  expect(urls.length).toBeGreaterThan(700);
  expect(urls.slice(-3).toSorted()).toEqual(
    ['captions.en.vtt', 'poster.jpg', 'walkthrough.webm'].map(file => `walkthrough/${file}`),
  );
});

test('its captions say what the scenes say, in order, one after the other, within the film', () => {
  const cues = readCaptions(readFileSync(path.join(folder, 'captions.en.vtt'), 'utf8'));
  expect(cues.map(({ says }) => says)).toEqual(words);
  const lasts = durationOf(webm);
  expect(lasts).toBeGreaterThan(20);
  let before = 0;
  for (const { from, until } of cues) {
    expect(from).toBeGreaterThanOrEqual(before);
    expect(until - from).toBeGreaterThan(1.5);
    before = until;
  }
  expect(before).toBeLessThanOrEqual(lasts + 0.15);
});

test('the guide on 0x4 shows it with its captions, and its words as a text', () => {
  const html = readFileSync(path.join(root, 'dist/site/guides/error-0x4/index.html'), 'utf8');
  expect(html).toMatch(/<video controls[^>]* preload="none"/);
  expect(html).toMatch(/<img src="\/walkthrough\/poster\.jpg"[^>]* loading="lazy"/);
  expect(html).toContain('<source src="/walkthrough/walkthrough.webm" type="video/webm">');
  expect(html).toMatch(/<track default kind="captions" src="\/walkthrough\/captions\.en\.vtt" srclang="en"/);
  const [, transcript = ''] = /<ol class="transcript">([\s\S]*?)<\/ol>/.exec(html) ?? [];
  const plain = [...transcript.matchAll(/<li>(.*?)<\/li>/g)].map(hit => (hit[1] ?? '').replaceAll('&quot;', '"'));
  expect(plain).toEqual(words);
});

function readCaptions(text: string): readonly Cue[] {
  expect(text).toMatch(/^WEBVTT\n\n/);
  const seconds = (stamp: string) => stamp.split(':').reduce((sum, part) => sum * 60 + Number(part), 0);
  return text
    .trim()
    .split('\n\n')
    .slice(1)
    .map(block => {
      const [times = '', ...lines] = block.split('\n');
      const [from = '', until = ''] = times.split(' --> ');
      return { from: seconds(from), until: seconds(until), says: lines.join(' ') };
    });
}

/** The element Duration of a Matroska file, in seconds: its id 0x4489, the length of a float, the float in milliseconds. */
function durationOf(bytes: Buffer): number {
  const id = bytes.indexOf(Buffer.from([0x44, 0x89]));
  const length = bytes[id + 2];
  if (length === 0x88) return bytes.readDoubleBE(id + 3) / 1000;
  if (length === 0x84) return bytes.readFloatBE(id + 3) / 1000;
  throw new Error('no duration in this film');
}
