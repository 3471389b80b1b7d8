import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { parse, stringify } from 'yaml';
import { root } from '../../../.tasks/run.ts';

export const CONTENT = path.join(root, 'content', 'en');

export interface Article {
  readonly id: string;
  readonly title: string;
  readonly description: string;
  /** Plain Markdown: what our own elements bring to the page is written out. */
  readonly markdown: string;
}

interface Matter {
  readonly title: string;
  readonly description?: string;
  readonly short?: string;
  readonly questions?: readonly { question: string; short: string; long: string }[];
}

/** The guides, causes and steps as any static site could have them. */
export async function articles(): Promise<readonly Article[]> {
  const steps = new Map((await sources('steps')).map(step => [step.id, step]));
  const all = await Promise.all(
    ['guides', 'causes', 'steps'].map(async kind => (await sources(kind)).map(source => ({ kind, ...source }))),
  );
  return all.flat().map(({ kind, id, matter, body }) => ({
    id: `${kind}-${id}`,
    title: matter.title,
    description: matter.description ?? matter.short ?? matter.title,
    markdown: body
      .replace(/<Step id="([\w-]+)" \/>/g, (_, step) => {
        const found = steps.get(step);
        return found === undefined ? '' : `### ${found.matter.title}\n\n${found.body}`;
      })
      .replace(/<Questions\b[^>]*\/>/g, () =>
        (matter.questions ?? []).map(({ question, short, long }) => `### ${question}\n\n${short} ${long}`).join('\n\n'),
      )
      .replace(/<\/?[A-Z]\w*\b[^>]*>/g, ''),
  }));
}

/** An article as a file of Starlight; a copy differs in its name and its title. */
export function asStarlight({ title, description, markdown }: Article, copy: number): string {
  const matter = stringify({ title: copy === 0 ? title : `${title} (${copy})`, description });
  return `---\n${matter}---\n\n${markdown}`;
}

async function sources(folder: string): Promise<readonly { id: string; matter: Matter; body: string }[]> {
  const files = (await readdir(path.join(CONTENT, folder))).filter(file => file.endsWith('.mdx'));
  return Promise.all(
    files.map(async file => {
      const text = await readFile(path.join(CONTENT, folder, file), 'utf8');
      const [, matter = '', body = ''] = /^---\n(.*?)\n---\n(.*)$/s.exec(text) ?? [];
      return { id: path.basename(file, '.mdx'), matter: parse(matter) as Matter, body: body.trim() };
    }),
  );
}
