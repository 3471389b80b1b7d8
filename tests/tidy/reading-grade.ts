/** Text that people read, out of HTML: without code and scripts; a list item, a cell or a heading ends a sentence. */
export function proseOf(html: string): string {
  return html
    .replace(/<(script|style|pre|code|svg|button|nav)\b[\s\S]*?<\/\1>/g, ' ')
    .replace(/<\/(?:p|li|h\d|td|th|summary|dt|dd|div|figcaption)>/g, '.\n')
    .replace(/<[^>]+>/g, '')
    .replace(/&[a-z]+;|&#\d+;/g, ' ');
}

/** Flesch–Kincaid: the school year that a text asks for. Sentences of one or two words are headings and labels, and do not count. */
export function readingGrade(prose: string): number {
  const sentences = prose
    .split(/[.!?]+(?:["”’)]*)\s/)
    .map(sentence => sentence.match(/[A-Za-z][A-Za-z’']*/g) ?? [])
    .filter(words => words.length > 2);
  const words = sentences.flat();
  if (words.length === 0) return 0;
  const syllables = words.reduce((sum, word) => sum + syllablesOf(word), 0);
  return (0.39 * words.length) / sentences.length + (11.8 * syllables) / words.length - 15.59;
}

function syllablesOf(word: string): number {
  const plain = word.toLowerCase().replace(/[^a-z]/g, '');
  if (plain.length <= 3) return 1;
  const spoken = plain.replace(/(?:[^laeiouy]es|[^dt]ed|[^laeiouy]e)$/, match => match.charAt(0)).replace(/^y/, '');
  return Math.max(1, spoken.match(/[aeiouy]{1,2}/g)?.length ?? 1);
}
