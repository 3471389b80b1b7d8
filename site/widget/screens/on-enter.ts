/**
 * Enter in a field goes on, as in a form. There is no form, since a sandbox stops one: only the button and this are left.
 * A button takes the key by itself.
 */
export const onEnter =
  (go: () => void) =>
  (event: KeyboardEvent): void => {
    const { key, shiftKey, isComposing, target } = event;
    if (key !== 'Enter' || shiftKey || isComposing) return;
    if (!(target instanceof Element && target.matches('textarea, [type="radio"]'))) return;
    event.preventDefault();
    go();
  };
