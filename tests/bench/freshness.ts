import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';
import { causeMatter, guideMatter, stepMatter } from '../../content/front-matter.ts';
import { loadUpdates } from '../../content/knowledge.ts';

/**
 * `npm run bench -- freshness`: the age of every claim that ages, the oldest first: each row of updates.yaml, each system
 * that a page was checked for, and each page. What nobody looked up stands apart, since it has no age.
 */
const DAY_MS = 86_400_000;
/** A row that was not looked at for so long is due. */
const DUE_DAYS = 90;
const content = path.resolve(import.meta.dirname, '../../content');
const matters = { guides: guideMatter, causes: causeMatter, steps: stepMatter };

interface Claim {
  readonly what: string;
  readonly day: Date;
  readonly by: string;
}

const updates = (await loadUpdates()).map(({ id, checked, sure, sources }) => ({
  what: `updates.yaml ${id} (${sure}, ${sources.length} sources)`,
  day: new Date(checked),
  by: 'documents',
}));
const pages = Object.entries(matters).flatMap(([folder, matter]) => claimsIn(folder, matter));
const claims = [...updates, ...pages].toSorted((a, b) => a.day.getTime() - b.day.getTime());
const now = Date.now();
const ageOf = ({ day }: Claim) => Math.floor((now - day.getTime()) / DAY_MS);

for (const by of ['documents', 'run', 'review', 'knowledge']) {
  const rows = claims.filter(claim => claim.by === by);
  const due = rows.filter(claim => ageOf(claim) > DUE_DAYS).length;
  console.log(`\n${headOf(by)}: ${rows.length}, of them ${due} older than ${DUE_DAYS} days`);
  for (const claim of rows) console.log(`${String(ageOf(claim)).padStart(5)} days  ${claim.what}`);
}

const known = new Set(pages.filter(({ by }) => by === 'knowledge').map(({ page }) => page));
const lookedUp = new Set(pages.filter(({ by, page }) => by !== 'review' && !known.has(page)).map(({ page }) => page));
console.log(`\npages looked up throughout: ${lookedUp.size}; with a part that is only known: ${known.size}`);

/** A page that names no system has the day of its review alone. */
function claimsIn(
  folder: string,
  matter: typeof guideMatter | typeof causeMatter | typeof stepMatter,
): readonly (Claim & { readonly page: string })[] {
  const at = path.join(content, 'en', folder);
  return readdirSync(at).flatMap(file => {
    const [, front = ''] = readFileSync(path.join(at, file), 'utf8').split(/^---$/m);
    const { checked, reviewed } = matter.parse(parse(front));
    const page = `${folder}/${path.basename(file, '.mdx')}`;
    const rows = checked.map(({ system, by, day = reviewed }) => ({ page, what: `${page}: ${system}`, day, by }));
    return rows.length > 0 ? rows : [{ page, what: page, day: reviewed, by: 'review' }];
  });
}

function headOf(by: string): string {
  const heads: Readonly<Record<string, string>> = {
    documents: 'looked up in documents or sources',
    run: 'run on such a system',
    review: 'pages that name no system, by their review',
    knowledge: 'known to us and not looked up',
  };
  return heads[by] ?? by;
}
