import { attributesOf, type Choices, type Host, hashOfMap, importMapFor, policyFor, tagFor } from './embed-snippet.ts';

const EVENTS = ['start', 'answer', 'verdict', 'resolved', 'handover', 'resize'].map(name => `reconnect-${name}`);
const MOST_HEARD = 50;
/** A word that is being typed does not start the preview anew at each letter. */
const QUIET_MS = 400;

const data: unknown = JSON.parse(document.getElementById('maker-data')?.textContent ?? '{}');
const { root, frame, ...hashes } = data as Omit<Host, 'base'> & { root: string; frame: string };
const host: Host = { base: new URL(root, location.href).href, ...hashes };
const form = document.querySelector<HTMLFormElement>('#maker');
const preview = document.querySelector<HTMLElement>('#preview');
const heard = document.querySelector<HTMLElement>('#heard');
let mapHash = '';
let quiet: ReturnType<typeof setTimeout> | undefined;

if (form) {
  form.addEventListener('input', () => {
    write(form);
    clearTimeout(quiet);
    quiet = setTimeout(() => show(form), QUIET_MS);
  });
  // It is written as one types; whoever is done is led to it.
  form.addEventListener('submit', event => {
    event.preventDefault();
    document.querySelector<HTMLElement>('#made')?.focus();
  });
  for (const type of EVENTS)
    document.addEventListener(type, event => note(type, 'detail' in event ? event.detail : null));
  addEventListener('message', ({ source, data: told }) => {
    if (source !== preview?.querySelector('iframe')?.contentWindow || told?.source !== 'reconnect') return;
    if (told.type === 'reconnect-resize') adjust(told.detail?.height);
    note(String(told.type), told.detail);
  });
  write(form);
  show(form);
  void hashOfMap(importMapFor(host)).then(hash => {
    mapHash = hash;
    write(form);
  });
}

function choicesIn(from: HTMLFormElement): Choices {
  const values = new FormData(from);
  const word = (name: string) => String(values.get(name) ?? '');
  return {
    kind: word('kind') === 'frame' ? 'frame' : 'element',
    code: word('code'),
    cause: word('cause'),
    target: word('target'),
    theme: word('theme'),
    lang: word('lang'),
    audience: word('audience'),
    support: word('support'),
    handOver: word('handOver'),
    stepTitle: word('stepTitle'),
    stepLines: word('stepLines'),
  };
}

function write(from: HTMLFormElement): void {
  const choices = choicesIn(from);
  put('made-tag', tagFor(choices, host));
  put('made-policy', policyFor(choices, host, mapHash));
  put('made-map', importMapFor(host));
  const map = document.getElementById('made-map');
  if (map) map.hidden = choices.kind === 'frame' || Object.keys(host.integrity).length < 2;
}

function put(id: string, text: string): void {
  const code = document.querySelector(`#${id} code`);
  if (code) code.textContent = text;
}

/** The real thing, as it would stand in the author's page. */
function show(from: HTMLFormElement): void {
  const choices = choicesIn(from);
  const attributes = attributesOf(choices);
  heard?.replaceChildren();
  if (choices.kind === 'frame') {
    const shown = document.createElement('iframe');
    shown.title = frame;
    shown.src = `${host.base}embed/?${new URLSearchParams(attributes)}`;
    preview?.replaceChildren(shown);
    return;
  }
  const shown = document.createElement('rdp-diagnosis');
  for (const [name, value] of Object.entries(attributes)) shown.setAttribute(name, value);
  shown.setAttribute('knowledge', `${host.base}knowledge.json`);
  shown.setAttribute('knowledge-integrity', host.knowledge);
  preview?.replaceChildren(shown);
}

function adjust(height: unknown): void {
  const shown = preview?.querySelector('iframe');
  if (shown && typeof height === 'number' && height > 0) shown.height = String(Math.ceil(height));
}

function note(type: string, detail: unknown): void {
  const line = document.createElement('li');
  const [name, said] = [document.createElement('b'), document.createElement('code')];
  name.textContent = type;
  said.textContent = JSON.stringify(detail)?.slice(0, 300) ?? '';
  line.append(name, ' ', said);
  heard?.append(line);
  while ((heard?.childElementCount ?? 0) > MOST_HEARD) heard?.firstElementChild?.remove();
  heard?.scrollTo(0, heard.scrollHeight);
  document.getElementById('no-events')?.toggleAttribute('hidden', true);
}
