/** What our content is rendered to. None of them runs, loads or sends anything, or makes its inside other than HTML. */
const TAG =
  /^<(?:\/?(?:a|b|blockquote|br|code|dd|del|dl|dt|em|h[2-6]|hr|i|kbd|li|ol|p|pre|s|samp|small|span|strong|sub|sup|table|tbody|td|th|thead|tr|ul)|a href="(?:https?:\/\/|\/(?![/\\])|#)[^"<>\s]*"(?: rel="noreferrer")?|code class="language-[\w-]+"|ol start="\d+") ?\/?>$/;

/**
 * INVARIANT: markup that knowledge brings is shown only as far as it is of these tags and attributes; any other `<` is
 * text. Knowledge may come from a server that is not ours, or was spoilt on its way.
 */
export function allowedMarkup(markup: string): string {
  return markup.replace(/<[^<>]*>?/g, tag => (TAG.test(tag) ? tag : `&lt;${tag.slice(1)}`));
}
