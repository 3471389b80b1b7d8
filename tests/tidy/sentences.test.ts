import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import ts from 'typescript';
import { expect, test } from 'vitest';

/** What a person reads stands in content/, where a translator finds it. Whatever looks like a sentence in code is found here. */
const root = path.resolve(import.meta.dirname, '../..');
const tracked = (...patterns: readonly string[]) =>
  execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard', ...patterns], {
    cwd: root,
    encoding: 'utf8',
  })
    .split('\n')
    .filter(file => file !== '');

/** Where sentences stay, and why: ARCHITECTURE, “English that stays in code”. A folder ends with a slash. */
const STAYS: Readonly<Record<string, string>> = {
  'content/': 'faults of content files, for whoever writes them',
  'machines/reading/': 'what other programs print',
  'machines/codes/': 'what other programs print, and words that tell nothing',
  'machines/rdp/': 'why bytes are malformed, for whoever debugs a codec',
  'machines/report/detail-fields.ts': 'words that may leave the device',
  'extension/helper/monitoring/metrics.ts': 'HELP of metrics, English by the convention of Prometheus',
  'extension/helper/exporter/own-metrics.ts': 'HELP of metrics, English by the convention of Prometheus',
  'extension/helper/exporter/answers.ts': 'HTTP answers to a scraper',
  'extension/helper/exporter/server.ts': 'HTTP answers to a scraper',
  'extension/helper/survive-faults.ts': 'a line for a log, where nothing may be loaded any more',
  'extension/helper/practice/': 'what practice hosts send',
  'extension/helper/probes/relayed-pings.ts': 'what ping prints',
  'extension/helper/probes/windows-release.ts': 'names of products',
  'extension/helper/install/browsers.ts': 'names of products',
  'extension/helper/install/machine.ts': 'folders of the system',
  'extension/helper/install/policy.ts': 'folders of the system',
  'extension/helper/install/program.ts': 'a command',
  'extension/helper/install/manifest.ts': 'a field of a manifest that no browser shows',
  'extension/pages/in-language.ts': 'a script that goes into pages',
  'extension/helper-client/helper-state.ts': 'reasons on the wire, which the words go by',
  'site/flow-drawing.ts': 'a drawing in the names that the statechart has for its own states',
  'site/widget/screens/fault.ts': 'the moments without words of content: what is loaded did not come',
};

/** All that the widget says while the file with its words is not here, or never comes. */
const WITHOUT_WORDS = [
  'Loading the questions …',
  'The questions could not be loaded. Check the connection, then try again.',
  'The file with the questions is damaged or of another version. Tell whoever runs this page.',
  'Something went wrong in this box. Start over, and only your answers here are lost.',
  'Try again',
];

const classes = new Set(
  tracked('*.css', 'site/widget/styles/*.ts').flatMap(file =>
    [...readFileSync(path.join(root, file), 'utf8').matchAll(/\.([a-z][\w-]*)/g)].map(([, name = '']) => name),
  ),
);
const isClassList = (text: string) =>
  text.split(' ').every(word => classes.has(word) || /^(?:button|row|tag|pin)$/.test(word));

const TWO_WORDS = /(?:^|[\s(“"‘'>])[A-Za-z][a-z’']+[,:;]? [A-Za-z][a-z’']*(?:[\s,.:;!?)”"’'<…]|$)/;
const looksLikeWords = (text: string) => TWO_WORDS.test(text) && !isClassList(text);

/** Of markup what is read: text, and the attributes that a screen reader says. */
const readOf = (markup: string): readonly string[] => [
  ...markup.replace(/<[^>]*>?/g, '\n').split('\n'),
  ...[...markup.matchAll(/\s(?:title|alt|aria-label|placeholder|label)="([^"]*)"/g)].map(([, value = '']) => value),
];

/** A call whose argument is a selector of elements. */
function takesSelector(node: ts.Node): node is ts.CallExpression {
  if (!ts.isCallExpression(node) || !ts.isPropertyAccessExpression(node.expression)) return false;
  return /^(?:querySelector(?:All)?|closest|matches)$/.test(node.expression.name.text);
}

/** The texts of a source that look like words for a person; what an error of ours says is for whoever debugs it. */
function sentencesIn(name: string, source: string): readonly string[] {
  const found: string[] = [];
  const file = ts.createSourceFile(name, source, ts.ScriptTarget.Latest, true);
  const visit = (node: ts.Node): void => {
    if (ts.isNewExpression(node) && /Error$/.test(node.expression.getText(file))) return;
    if (ts.isImportDeclaration(node)) return;
    if (takesSelector(node)) {
      visit(node.expression);
      return;
    }
    if (ts.isTaggedTemplateExpression(node) && /^(?:css|unsafeCSS)$/.test(node.tag.getText(file))) return;
    const text = ts.isTemplateExpression(node)
      ? [node.head.text, ...node.templateSpans.map(({ literal }) => literal.text)].join('{}')
      : ts.isStringLiteral(node) || ts.isNoSubstitutionTemplateLiteral(node)
        ? node.text
        : undefined;
    if (text !== undefined)
      found.push(...(/<\w/.test(text) ? readOf(text) : [text]).map(one => one.trim()).filter(looksLikeWords));
    ts.forEachChild(node, visit);
  };
  visit(file);
  return found;
}

const sources = tracked('machines/*.ts', 'content/*.ts', 'extension/*.ts', 'site/*.ts').filter(
  file => !file.endsWith('.d.ts'),
);
const allowedBy = (file: string) => Object.keys(STAYS).find(place => file === place || file.startsWith(place));
const found = sources.flatMap(file =>
  sentencesIn(file, readFileSync(path.join(root, file), 'utf8')).map(sentence => ({ file, sentence })),
);

test('sentences: every source → what a person reads stands in content/', () => {
  const left = found.filter(({ file }) => allowedBy(file) === undefined);
  expect(left.map(({ file, sentence }) => `${file}: “${sentence.slice(0, 80)}” belongs into content/en/`)).toEqual([]);
});

test('sentences: places where they stay → each is needed', () => {
  const used = new Set(found.map(({ file }) => allowedBy(file)));
  expect(Object.keys(STAYS).filter(place => !used.has(place))).toEqual([]);
});

test('widget: what it says without words of content → these five sentences', () => {
  const file = 'site/widget/screens/fault.ts';
  expect(found.filter(one => one.file === file).map(({ sentence }) => sentence)).toEqual(WITHOUT_WORDS);
});

const VALUE = '$' + '{x}';

test.each([
  ['a string', `say('Nothing was found')`, true],
  ['a template', `\`took ${VALUE} of time\``, true],
  ['markup', `html\`<p class="soft small">${VALUE} All is well</p>\``, true],
  ['an attribute', 'html`<img alt="The way there">`', true],
  ['classes', `element('p', 'soft small')`, false],
  ['markup without words', `html\`<p class="soft small">${VALUE}</p>\``, false],
  ['an error of ours', `throw new Error('no such practice host')`, false],
  ['a key', `say('cli.read.nothing')`, false],
])('sentencesIn: %s → %#', (_, source, isFound) => {
  expect(sentencesIn('some.ts', source).length > 0).toBe(isFound);
});
