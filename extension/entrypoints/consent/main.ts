import browser from 'webextension-polyfill';
import { fieldsOf, isText } from '../../../machines/schemas/fields.ts';
import { PORTS } from '../../wire/ports.ts';
import { armWhenInFront } from './arming.ts';

/** A worker without a message is stopped after 30 seconds, and the question with it. */
const AWAKE_EVERY_MS = 20_000;

const port = browser.runtime.connect({ name: PORTS.consent });
const buttons = [...document.querySelectorAll<HTMLButtonElement>('button[data-answer]')];

port.onMessage.addListener(message => {
  const { origin, target, host, spelled, offersAlways } = fieldsOf(message) ?? {};
  if (!isText(origin, 300) || !isText(target, 300) || !isText(host, 300)) return;
  write('origin', origin);
  write('target', target);
  if (isText(spelled, 4_000)) {
    write('spelled', spelled);
    reveal('spelled-out');
  }
  if (offersAlways === true) {
    write('always-host', host);
    for (const id of ['always', 'always-means']) reveal(id);
  }
  armWhenInFront({
    hasFocus: () => document.hasFocus(),
    isVisible: () => document.visibilityState === 'visible',
    onChange: act => {
      for (const type of ['focus', 'blur', 'resize']) window.addEventListener(type, act);
      document.addEventListener('visibilitychange', act);
    },
    setArmed: armed => {
      for (const button of buttons) button.disabled = !armed;
      // The answer that does nothing is the one at hand.
      if (armed) buttons.at(-1)?.focus();
    },
  });
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

function reveal(id: string): void {
  const place = document.getElementById(id);
  if (place !== null) place.hidden = false;
}
