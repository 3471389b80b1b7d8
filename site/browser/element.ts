/** An element with a text, which goes in as text whatever is in it, and a class. */
export function element(name: string, text = '', className = ''): HTMLElement {
  const made = document.createElement(name);
  if (className !== '') made.className = className;
  made.textContent = text;
  return made;
}
