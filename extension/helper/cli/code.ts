import { codeId } from '../../../machines/codes/entry.ts';
import { lookUpCode, suggestCodes } from '../../../machines/codes/look-up.ts';
import { say } from '../../../machines/diagnosis/words.ts';
import type { CodeKnowledge, Knowledge } from '../../../machines/knowledge.ts';
import type { Surface } from '../../../machines/vocabulary.ts';

/** For a reader more than this is a list to scroll, not an answer. */
const MOST_SHOWN = 12;

/** `reconnect code --json`: every row that the text names, best first; where it names none, those that it comes near to. */
export function codeJson(codes: readonly CodeKnowledge[], text: string, surface?: Surface): string {
  const named = lookUpCode(codes, text, surface);
  const near = named.length > 0 ? [] : suggestCodes(codes, text, surface);
  const rows = [...named, ...near].map(row => ({
    surface: row.surface,
    code: row.code,
    name: row.name ?? null,
    meaning: row.meaning,
    stage: row.stage,
    causes: row.causes,
    confidence: row.confidence,
    sources: row.sources,
    ...(near.includes(row) && { near: true }),
  }));
  return `${JSON.stringify(rows)}\n`;
}

/** The same for a reader: a code and its surface, what it means, and what is likely behind it. */
export function codeText(knowledge: Knowledge, text: string, surface?: Surface): string {
  const { model, words } = knowledge;
  const named = lookUpCode(model.codes, text, surface);
  const rows = named.length > 0 ? named : suggestCodes(model.codes, text, surface);
  if (rows.length === 0) return `${say(knowledge, 'cli.code.unknown')}\n`;
  const blocks = rows.slice(0, MOST_SHOWN).map(row => {
    const where = words.ui[`surface.${row.surface}`] ?? row.surface;
    const title = row.surface === 'message' ? row.code : `${row.code}${row.name === undefined ? '' : ` ${row.name}`}`;
    const causes = row.causes.map(cause => `    - ${words.causes[cause].title}`);
    return [
      `${title}  (${where}: ${codeId(row)})`,
      `  ${row.meaning} [${say(knowledge, `cli.code.sure.${row.confidence}`)}]`,
      ...(causes.length === 0 ? [] : [`  ${say(knowledge, 'cli.code.causes')}`, ...causes]),
    ].join('\n');
  });
  const left = rows.length - MOST_SHOWN;
  const more = left > 0 ? [say(knowledge, 'cli.code.more', { count: left })] : [];
  const guessed = named.length > 0 ? [] : [say(knowledge, 'cli.code.near')];
  return `${[...guessed, ...blocks, ...more].join('\n\n')}\n`;
}
