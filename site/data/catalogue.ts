import { type CollectionEntry, getCollection } from 'astro:content';
import { BLAMES, type Blame, CAUSES, type CauseId, isCauseId } from '../../machines/vocabulary.ts';
import { language } from './language.ts';

/** The six steps in their order: first what is simplest, last what needs the host or an administrator. */
export const SIX_STEPS = [
  'host-status',
  'reachability',
  'port-test',
  'service-listener',
  'name-resolution',
  'credentials-rights',
] as const;

export async function guidesInOrder(): Promise<CollectionEntry<'guides'>[]> {
  const guides = await getCollection('guides');
  return guides.sort((a, b) => a.data.order - b.data.order || a.data.title.localeCompare(b.data.title, language));
}

/** What a list says beside the code of a guide, and not the code once more. */
export function besideCode({ title, brief, code }: CollectionEntry<'guides'>['data']): string {
  if (code === undefined) return title;
  const [, after = title] = title.split(/: (.+)/);
  return brief ?? after.charAt(0).toUpperCase() + after.slice(1);
}

/** The causes that have a page, by who can act. */
export async function causesByBlame(): Promise<{ blame: Blame; causes: CollectionEntry<'causes'>[] }[]> {
  const causes = await getCollection('causes', entry => isCauseId(entry.id));
  return BLAMES.map(blame => ({ blame, causes: causes.filter(entry => blameOf(entry.id) === blame) })).filter(
    group => group.causes.length > 0,
  );
}

export function blameOf(cause: string): Blame | undefined {
  return isCauseId(cause) ? CAUSES[cause satisfies CauseId] : undefined;
}
