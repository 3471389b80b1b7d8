import type { Knowledge } from '../knowledge.ts';

/**
 * The same knowledge for another reader or another case than the flow's own: each sentence of ui.yaml that has a form
 * `<prefix>.<key>` is replaced by that form.
 */
export function wordsFor(prefix: 'handed' | 'recorded', knowledge: Knowledge): Knowledge {
  const { ui } = knowledge.words;
  const start = `${prefix}.`;
  const forms = Object.entries(ui).flatMap(([key, text]) =>
    key.startsWith(start) ? [[key.slice(start.length), text] as const] : [],
  );
  return { ...knowledge, words: { ...knowledge.words, ui: { ...ui, ...Object.fromEntries(forms) } } };
}
