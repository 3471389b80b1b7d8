import browser from 'webextension-polyfill';
import { fieldsOf, isText } from '../../wire/fields.ts';
import { PORTS } from '../../wire/ports.ts';

/** A window that opens under a finger must not be answered by it. */
const UNTOUCHED_MS = 600;
/** A worker without a message is stopped after 30 seconds, and the question with it. */
const AWAKE_EVERY_MS = 20_000;

const port = browser.runtime.connect({ name: PORTS.consent });
const buttons = [...document.querySelectorAll<HTMLButtonElement>('button[data-answer]')];

port.onMessage.addListener(message => {
  const { origin, target } = fieldsOf(message) ?? {};
  if (!isText(origin, 300) || !isText(target, 300)) return;
  write('origin', origin);
  write('target', target);
  setTimeout(() => {
    for (const button of buttons) button.disabled = false;
    // The answer that does nothing is the one at hand.
    buttons.at(-1)?.focus();
  }, UNTOUCHED_MS);
});
// Answered, taken back by the page, or the worker was stopped: there is nothing left to ask.
port.onDisconnect.addListener(() => window.close());
for (const button of buttons)
  button.addEventListener('click', () => port.postMessage({ answer: button.dataset.answer }));
setInterval(() => port.postMessage({}), AWAKE_EVERY_MS);

function write(id: string, text: string): void {
  const place = document.getElementById(id);
  if (place !== null) place.textContent = text;
}
