import { readFile } from 'node:fs/promises';
import { deflateRawSync } from 'node:zlib';
import type { Plugin } from 'rolldown';

/**
 * Node's own modules, each taken when the part that names it is loaded. Static imports of one bundle are hoisted, so that
 * every start would load what any command needs, and each import reads all of a module to list what it exports.
 */
export const builtinsOnDemand: Plugin = {
  name: 'builtins-on-demand',
  resolveId(id, importer) {
    if (!id.startsWith('node:')) return undefined;
    // The bundler's own helpers come before there is any way to wrap a module.
    return importer === undefined || importer.startsWith('\0')
      ? { id, external: true, moduleSideEffects: false }
      : `\0${id}`;
  },
  load: id =>
    id.startsWith('\0node:') ? `module.exports = process.getBuiltinModule(${JSON.stringify(id.slice(1))})` : undefined,
};

/**
 * Knowledge as deflated text, and that of further languages beside it, each part read when it is first asked for: as code, or
 * only as plain text, it takes the start of a check longer than TLS does. Plain is only what every check needs, a seventh of
 * it, so that most checks need not load the module that inflates.
 */
export function knowledgeOnDemand(file: string, further: Readonly<Record<string, string>> = {}): Plugin {
  return {
    name: 'knowledge-on-demand',
    resolveId: id => (id === '#knowledge' ? '\0knowledge' : undefined),
    async load(id) {
      if (id !== '\0knowledge') return undefined;
      const { model, words, ...small } = JSON.parse(await readFile(file, 'utf8'));
      const others = await Promise.all(
        Object.entries(further).map(async ([language, file]) => [language, JSON.parse(await readFile(file, 'utf8'))]),
      );
      const { causes, questions, ...looked } = model;
      const parts = `{ model: unpack(${packed(looked)}, parse(${plain({ causes, questions })}, {}))${
        others.length === 0 ? '' : `, further: unpack(${packed(Object.fromEntries(others))}, {})`
      } }`;
      return `${UNPACK}export default unpack(${packed({ words })}, parse(${plain(small)}, ${parts}));`;
    },
  };
}

/** What people say, in the same form, each language apart: only the command that reads texts asks for one. */
export function sayingsOnDemand(file: string): Plugin {
  return {
    name: 'sayings-on-demand',
    resolveId: id => (id === '#sayings' ? '\0sayings' : undefined),
    async load(id) {
      if (id !== '\0sayings') return undefined;
      const { languages, ...shared } = JSON.parse(await readFile(file, 'utf8'));
      return `${UNPACK}export default unpack(${packed(shared)}, { languages: unpack(${packed(languages)}, {}) });`;
    },
  };
}

const UNPACK = `function parse(texts, parts, inflated = text => text) {
  for (const [key, text] of Object.entries(texts)) {
    let part;
    Object.defineProperty(parts, key, { enumerable: true, get: () => part ??= JSON.parse(inflated(text)) });
  }
  return parts;
}
function unpack(packed, parts) {
  const inflated = text => process.getBuiltinModule('node:zlib').inflateRawSync(Buffer.from(text, 'base64')).toString();
  return parse(packed, parts, inflated);
}
`;

function packed(parts: Readonly<Record<string, unknown>>): string {
  return textsOf(parts, part => deflateRawSync(part, { level: 9 }).toString('base64'));
}

function plain(parts: Readonly<Record<string, unknown>>): string {
  return textsOf(parts, part => part);
}

function textsOf(parts: Readonly<Record<string, unknown>>, write: (json: string) => string): string {
  return JSON.stringify(
    Object.fromEntries(Object.entries(parts).map(([key, part]) => [key, write(JSON.stringify(part))])),
  );
}

/** The same code in ASCII: V8 keeps it in one byte a sign, and reads it in half the time. */
export function asciiOnly(code: string): string {
  return code.replace(/[^\0-\x7f]/g, sign => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`);
}
