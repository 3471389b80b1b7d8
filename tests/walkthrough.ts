import { spawnSync } from 'node:child_process';
import { mkdir, mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import type { Locator, Page } from 'playwright';
import { loadStrings } from '../content/words.ts';
import { serveSite } from '../site/serve.ts';
import { openBrowser, SITE, untilStored } from './e2e/pages.ts';

/**
 * `npm run walkthrough`: records the flow of the built site, offline, from 0x4 to the remedy, as it stands on a phone's
 * width. Frames become site/public/walkthrough/: a WebM, its captions, a poster. Needs chromium and ffmpeg.
 */
const root = path.resolve(import.meta.dirname, '..');
const FOLDER = path.join(root, 'site', 'public', 'walkthrough');
const MAX_BYTES = 1_500_000;
const VIEW = { width: 480, height: 640 };
/** Captions are drawn at the foot of a video: there they hide nothing. */
const FOOT = { height: 96, colour: '0x14201c' };
const READ_MS_A_WORD = 290;
const SHORTEST_MS = 2200;
/** What the person in the recording tries with success; whatever else is asked, they do not know. */
const TRIED = /VPN/;
const MOST_QUESTIONS = 16;

interface Frame {
  readonly file: string;
  readonly ms: number;
}
interface Cue {
  readonly from: number;
  readonly until: number;
  readonly says: string;
}

class Recording {
  readonly frames: Frame[] = [];
  readonly cues: Cue[] = [];
  #elapsedMs = 0;
  readonly #page: Page;
  readonly #folder: string;
  readonly #words: Readonly<Record<string, string>>;
  constructor(page: Page, folder: string, words: Readonly<Record<string, string>>) {
    this.#page = page;
    this.#folder = folder;
    this.#words = words;
  }

  /** What is on the screen now, for a while. */
  async hold(ms: number): Promise<void> {
    const file = path.join(this.#folder, `${String(this.frames.length).padStart(4, '0')}.png`);
    await this.#page.screenshot({ path: file });
    this.frames.push({ file, ms });
    this.#elapsedMs += ms;
  }

  /** A scene with its caption: as long as `act` takes, and at least as long as one needs to read it. */
  async scene(name: string, act: () => Promise<void> = async () => {}): Promise<void> {
    const says = this.#words[name];
    if (says === undefined) throw new Error(`content/en/walkthrough.yaml has no "${name}"`);
    const from = this.#elapsedMs;
    await act();
    const reading = Math.max(SHORTEST_MS, says.split(/\s+/).length * READ_MS_A_WORD);
    await this.hold(Math.max(400, reading - (this.#elapsedMs - from)));
    this.cues.push({ from, until: this.#elapsedMs, says });
  }

  /** Shows where the next press goes, then presses. */
  async press(target: Locator, ms = 700): Promise<void> {
    await target.scrollIntoViewIfNeeded();
    const box = await target.boundingBox();
    if (box === null) throw new Error('nothing to press');
    await this.#page.evaluate(({ x, y }) => {
      const ring = document.createElement('div');
      ring.id = 'walkthrough-ring';
      Object.assign(ring.style, {
        position: 'fixed',
        left: `${x - 16}px`,
        top: `${y - 16}px`,
        width: '32px',
        height: '32px',
        borderRadius: '50%',
        border: '4px solid #d1360d',
        boxSizing: 'border-box',
        zIndex: '99',
        pointerEvents: 'none',
      });
      document.body.append(ring);
    }, pressPoint(box));
    await this.hold(ms);
    await this.#page.evaluate(() => document.querySelector('#walkthrough-ring')?.remove());
    await target.click();
  }
}

/** Where a finger would land: in the middle of something small, at the front of something wide. */
function pressPoint({ x, y, width, height }: { x: number; y: number; width: number; height: number }) {
  return { x: x + Math.min(width / 2, 90), y: y + height / 2 };
}

const words = await loadStrings(path.join(root, 'content/en/walkthrough.yaml'));
const frames = await mkdtemp(path.join(os.tmpdir(), 'reconnect-walkthrough-'));
const site = await serveSite({ dir: SITE, port: 0 });
const browser = await openBrowser();
try {
  const context = await browser.newContext({ viewport: VIEW, colorScheme: 'light', reducedMotion: 'reduce' });
  const page = await context.newPage();
  const recording = new Recording(page, frames, words);
  await page.goto(site.url);
  await untilStored(page);
  await context.setOffline(true);
  await page.reload({ waitUntil: 'networkidle' });
  await record(page, recording);
  await encode(recording);
} finally {
  await browser.close();
  await site.close();
  await rm(frames, { recursive: true, force: true });
}

async function record(page: Page, recording: Recording): Promise<void> {
  const part = (selector: string) => page.locator(`rdp-diagnosis ${selector}`);
  const next = part('button.strong');
  const heading = part('#heading');
  const screen = (name: string) => part(`.root[data-screen="${name}"]`).waitFor();
  /** Scrolls so that it stands at the top, with a little air above it. */
  const top = async (locator: Locator) => {
    await locator.first().evaluate(element => element.scrollIntoView({ block: 'start' }));
    await page.evaluate(() => scrollBy(0, -20));
  };

  await recording.scene('start');
  const field = page.locator('main textarea').first();
  await recording.scene('typed', async () => {
    await recording.press(field);
    for (const letter of '0x4') {
      await field.pressSequentially(letter);
      await recording.hold(220);
    }
    await recording.hold(1200);
    await recording.press(page.getByRole('button', { name: 'Find the cause' }));
    await screen('describing');
  });
  await recording.scene('where', async () => {
    await recording.hold(1500);
    await recording.press(part('input[name="surface"]').first());
    await recording.press(next);
    await screen('asking');
  });

  const outcomes = part('.thirds button');
  /** Answers the question on the screen and waits for what comes after it. */
  const answer = async (ms: number) => {
    const before = (await heading.textContent()) ?? '';
    await top(heading);
    if ((await outcomes.count()) > 0)
      await recording.press(TRIED.test(before) ? outcomes.first() : outcomes.last(), ms);
    else {
      await recording.press(part('.answers label:has(input[value="unknown"])'), ms);
      await recording.press(part('.acts button.strong'), ms);
    }
    await page.waitForFunction(
      old => document.querySelector('rdp-diagnosis')?.shadowRoot?.querySelector('#heading')?.textContent !== old,
      before,
    );
  };
  const screenNow = () => part('.root').getAttribute('data-screen');
  const isTried = async () => TRIED.test((await heading.textContent()) ?? '');
  await recording.scene('question', async () => {
    for (let asked = 0; asked < MOST_QUESTIONS && (await screenNow()) === 'asking' && !(await isTried()); asked++)
      await answer(asked === 0 ? 900 : 350);
  });
  if ((await screenNow()) === 'asking') await recording.scene('try', () => answer(1300));
  await screen('concluded');
  await recording.scene('verdict', () => top(part('.root')));
  await recording.scene('proof', () => top(part('.marks')));
  await recording.scene('remedy', async () => {
    await top(part('section.remedy'));
    await recording.hold(3000);
  });
  await recording.scene('undo', () => top(part('dl.after')));
  await recording.scene('works', async () => {
    await recording.press(part('section.remedy button.strong'));
    await screen('resolved');
  });
  await recording.scene('end', () => top(heading));
}

async function encode({ frames, cues }: Recording): Promise<void> {
  await mkdir(FOLDER, { recursive: true });
  const list = path.join(path.dirname(frames[0]?.file ?? ''), 'frames.txt');
  const lines = frames.flatMap(({ file, ms }) => [`file '${file}'`, `duration ${(ms / 1000).toFixed(3)}`]);
  // The last duration counts only when something follows it.
  await writeFile(list, [...lines, `file '${frames.at(-1)?.file}'`].join('\n'));
  const video = path.join(FOLDER, 'walkthrough.webm');
  const pad = `pad=${VIEW.width}:${VIEW.height + FOOT.height}:0:0:color=${FOOT.colour}`;
  const seconds = (cues.at(-1)?.until ?? 0) / 1000;
  // biome-ignore format: one option a pair
  ffmpeg([
    '-f', 'concat', '-safe', '0', '-i', list, '-t', String(seconds), '-vf', `fps=10,${pad},format=yuv420p`,
    '-c:v', 'libvpx-vp9', '-crf', '34', '-b:v', '0', '-g', '100', '-row-mt', '1', '-map_metadata', '-1', '-an', video,
  ]);
  ffmpeg(['-i', frames[0]?.file ?? '', '-vf', pad, '-q:v', '4', path.join(FOLDER, 'poster.jpg')]);
  const blocks = cues.map(({ from, until, says }) => `${stamp(from)} --> ${stamp(until)}\n${says}`);
  await writeFile(path.join(FOLDER, 'captions.en.vtt'), `WEBVTT\n\n${blocks.join('\n\n')}\n`);
  const { size } = await stat(video);
  if (size > MAX_BYTES) throw new Error(`the recording has ${size} bytes, at most ${MAX_BYTES} are allowed`);
  console.log(`${seconds.toFixed(1)} s, ${frames.length} pictures, ${cues.length} captions, ${size} bytes`);
}

function ffmpeg(args: readonly string[]): void {
  const done = spawnSync('ffmpeg', ['-v', 'error', '-y', ...args], { encoding: 'utf8' });
  if (done.status !== 0) throw new Error(`ffmpeg failed: ${done.error?.message ?? done.stderr}`);
}

/** `00:01:02.300`, as WebVTT wants it. */
function stamp(ms: number): string {
  return new Date(ms).toISOString().slice(11, 23);
}
