import type { Io } from './command.ts';

/** How this terminal can be written to. */
export interface Style {
  readonly colour: boolean;
  readonly unicode: boolean;
}

/** Colours on a terminal unless `NO_COLOR` (no-color.org) or a dumb one; line-drawing characters where UTF-8 is announced. */
export function styleOf({ env, terminal }: Pick<Io, 'env' | 'terminal'>, platform: string = process.platform): Style {
  const dumb = env.TERM === 'dumb';
  const locale = env.LC_ALL || env.LC_CTYPE || env.LANG || '';
  return {
    colour: terminal && !dumb && !env.NO_COLOR,
    unicode: !dumb && (platform === 'win32' || /utf-?8/i.test(locale)),
  };
}

export type Ink = 'strong' | 'faint' | 'passed' | 'failed' | 'running' | 'unknown';

/** SGR codes, ECMA-48 8.3.117, from the sixteen that every theme of a terminal defines. */
const SGR: Readonly<Record<Ink, string>> = {
  strong: '1',
  faint: '2',
  passed: '32',
  failed: '31',
  running: '34',
  unknown: '33',
};

/** Sets the colour and takes it back; the text as it is where the terminal shows none. */
export function paint(style: Style, ink: Ink, text: string): string {
  return style.colour && text !== '' ? `\u001b[${SGR[ink]}m${text}\u001b[0m` : text;
}
