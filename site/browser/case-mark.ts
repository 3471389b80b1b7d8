const MARK_BYTES = 16;

/**
 * What a report of a case carries, so that the case is known again when it comes back. Two reports of one case cannot be
 * told to belong together: only who has the case's id can make the mark. Without a secure context there is none.
 */
export async function markOf(id: string, createdAt: string): Promise<string | undefined> {
  const { subtle } = globalThis.crypto;
  if (subtle === undefined) return undefined;
  const digest = await subtle.digest('SHA-256', new TextEncoder().encode(`${id} ${createdAt}`));
  return Array.from(new Uint8Array(digest, 0, MARK_BYTES), byte => byte.toString(16).padStart(2, '0')).join('');
}
