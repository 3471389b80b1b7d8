import { html, render } from 'lit';

/**
 * In an XHTML page `innerHTML` reads XML, which the templates of lit are not. There they are read by an HTML document
 * of our own; lit imports what it finds into the page as it always does.
 */
export function readTemplatesAsHtml(): void {
  const reader = document.implementation.createHTMLDocument('');
  templates().createElement = markup => {
    const template = reader.createElement('template');
    template.innerHTML = markup;
    return template;
  };
}

interface Templates {
  createElement: (markup: string) => HTMLTemplateElement;
}

/** lit’s class of templates. A template without markup is XML as well. `_$AH` and `_$AD` are names that lit keeps stable. */
function templates(): Templates {
  const part: unknown = render(html`x`, document.createElement('div'));
  const template = Reflect.get(Reflect.get(Object(part), '_$AH'), '_$AD');
  return template.constructor;
}
