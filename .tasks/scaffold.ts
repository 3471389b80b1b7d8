/** What `npm run new` writes: plain text in, plain text out, so that a test can try it without a checkout. */

export const KINDS = ['cause', 'reader', 'code'] as const;
export type Kind = (typeof KINDS)[number];

export interface Scaffold {
  /** Files to make, by path. None of them may exist. */
  readonly create: Readonly<Record<string, string>>;
  /** Files to change, by path: takes the file's text and gives the new one. */
  readonly change: Readonly<Record<string, (text: string) => string>>;
  /** What is left to the person, one line each, in the order in which the checks will ask for it. */
  readonly next: readonly string[];
}

const ID = /^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/;
const CODE = /^([a-z][a-z0-9-]*):([\w./-]{1,80})$/;

/** The scaffold of a new cause, reader or code, or one sentence that says what is wrong with the words. */
export function scaffold(kind: string | undefined, name: string | undefined): Scaffold | string {
  if (!isKind(kind) || name === undefined) return 'usage: npm run new cause|reader|code NAME';
  if (kind === 'code') {
    const [, surface, code] = CODE.exec(name) ?? [];
    return surface === undefined || code === undefined
      ? `"${name}" is no code: write SURFACE:CODE, such as mac-client:0x4`
      : newCode(surface, code);
  }
  if (!ID.test(name)) return `"${name}" is no id: lower case letters and digits, joined by hyphens`;
  return kind === 'cause' ? newCause(name) : newReader(name);
}

const isKind = (kind: string | undefined): kind is Kind => KINDS.some(known => known === kind);

function newCause(id: string): Scaffold {
  return {
    create: {
      [`content/en/causes/${id}.mdx`]: `---
title:
short:
difficulty: easy
minutes:
who:
reviewed:
---

## How it shows

## What proves it

## Often mistaken for

## How to fix it

## To undo it

## To check it worked
`,
    },
    change: {
      'machines/vocabulary.ts': insertAfter('export const CAUSES = {\n', `  '${id}': 'host',\n`),
      'content/model/causes.yaml': text =>
        `${text.trimEnd()}\n\n${id}:\n  baseRate: # reasoned in a comment\n  stage: # the first stage at which a probe would see it fail\n  answers:\n`,
      'tests/unit/engine/verdict.test.ts': insertAfter(
        'const rows: readonly (readonly [script: string, cause: CauseId])[] = [\n',
        `  ['', '${id}'], // what an engineer would see first where this is the cause\n`,
      ),
    },
    next: [
      `machines/vocabulary.ts: who can act on ${id} (blame)`,
      `content/model/causes.yaml: base rate, stage, and the answers that it makes likely, each number with its reason`,
      `content/en/causes/${id}.mdx: every section, with its sources`,
      'tests/unit/engine/verdict.test.ts: at least one row that leads to it',
    ],
  };
}

function newReader(id: string): Scaffold {
  const name = id.replaceAll(/-([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
  return {
    create: {
      [`machines/reading/readers/${id}.ts`]: `import type { Reader } from '../observation.ts';

/** What the tool prints, in which languages, and what of it is certain. */
export const ${name}: Reader = {
  id: '${id}',
  signs: [],
  read: () => [],
};
`,
      [`tests/fixtures/transcripts/${id}/example.txt`]: `# expect: port: open
Put the output here, with names and addresses made up (RFC 5737, example.com).
`,
    },
    change: {
      'machines/reading/readers/index.ts': text =>
        insertAfter(
          'export const READERS: readonly Reader[] = [\n',
          `  ${name},\n`,
        )(
          insertAfter(
            "import type { Reader } from '../observation.ts';\n",
            `import { ${name} } from './${id}.ts';\n`,
          )(text),
        ),
    },
    next: [
      `machines/reading/readers/${id}.ts: the signs by which the output is told, and what is read of it`,
      `tests/fixtures/transcripts/${id}/: one file a case, its first line says what is expected`,
    ],
  };
}

function newCode(surface: string, code: string): Scaffold {
  return {
    create: {},
    change: {
      [`content/codes/${surface}.yaml`]: text => `${text.trimEnd()}
- surface: ${surface}
  code: "${code}"
  stage: any
  causes: []
  confidence: reported
  sources: []
`,
      'content/en/codes.yaml': insertAfter(`\n${surface}:\n`, `  "${code}": ""\n`),
    },
    next: [
      `content/codes/${surface}.yaml: its causes, most likely first, and a source`,
      'content/en/codes.yaml: the meaning in one plain sentence',
    ],
  };
}

/** Fails loudly where the file no longer looks as it did: a scaffold that is silently lost would be worse. */
const insertAfter = (anchor: string, line: string) => (text: string) => {
  const at = text.indexOf(anchor);
  if (at < 0) throw new Error(`"${anchor.trim()}" is not there any more`);
  return text.slice(0, at + anchor.length) + line + text.slice(at + anchor.length);
};
