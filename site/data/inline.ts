const ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/**
 * One sentence of our own YAML as HTML: `code`, **what is on the screen** and [links](/under/our/root/). Anything else
 * is text.
 */
export function inlineHtml(sentence: string, address: (path: string) => string): string {
  return sentence
    .replace(/[&<>"]/g, sign => ESCAPES[sign] ?? sign)
    .replace(/`([^`]+)`/g, '<code>$1</code>')
    .replace(/\*\*([^*]+)\*\*/g, '<b>$1</b>')
    .replace(
      /\[([^\]]+)\]\((\/[^)\s]*)\)/g,
      (_, words: string, path: string) => `<a href="${address(path)}">${words}</a>`,
    );
}
