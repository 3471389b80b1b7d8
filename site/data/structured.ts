import { type CollectionEntry, getEntry } from 'astro:content';
import { at } from './address.ts';

const context = 'https://schema.org';

/** The steps of a guide as a HowTo, where it has steps. */
export async function howToOf({ data, body = '' }: CollectionEntry<'guides'>): Promise<readonly object[]> {
  const named = [...body.matchAll(/<Step\s+id="([\w-]+)"/g)].map(hit => hit[1] ?? '');
  const ids = data.steps.length > 0 ? data.steps : named;
  const entries = await Promise.all(ids.map(id => getEntry('steps', id)));
  const step = entries.flatMap((entry, index) =>
    entry
      ? [
          {
            '@type': 'HowToStep',
            position: index + 1,
            name: entry.data.title,
            text: firstParagraph(entry.body ?? ''),
            url: absolute(`/steps/${entry.id}/`),
          },
        ]
      : [],
  );
  return step.length === 0
    ? []
    : [
        {
          '@context': context,
          '@type': 'HowTo',
          name: data.title,
          description: data.description,
          ...(data.minutes !== undefined && { totalTime: `PT${String(data.minutes).split(/[-–]/).at(-1)?.trim()}M` }),
          step,
        },
      ];
}

/** The first paragraph of a text as a search engine shows it: without marks, links as their words. */
function firstParagraph(body: string): string {
  return (body.trim().split(/\n\s*\n/)[0] ?? '').replace(/\[([^\]]*)\]\([^)]*\)/g, '$1').replace(/[*`]/g, '');
}

/** The questions of a guide as a FAQPage, where it has questions. */
export function faqOf({ data }: CollectionEntry<'guides'>): readonly object[] {
  if (data.questions.length === 0) return [];
  const mainEntity = data.questions.map(({ question, short, long }) => ({
    '@type': 'Question',
    name: question,
    acceptedAnswer: { '@type': 'Answer', text: long ? `${short} ${long}` : short },
  }));
  return [{ '@context': context, '@type': 'FAQPage', mainEntity }];
}

function absolute(address: string): string {
  return new URL(at(address), import.meta.env.SITE).href;
}
