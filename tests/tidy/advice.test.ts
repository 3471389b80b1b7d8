import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { unsafeAdvice } from './advice.ts';

const content = path.resolve(import.meta.dirname, '../../content');
/** The model holds ids and figures, sayings and wordings what people and dialogs say: nothing that advises anybody. */
const files = readdirSync(content, { recursive: true, encoding: 'utf8' }).filter(
  file => /\.(mdx|yaml)$/.test(file) && !file.startsWith('model/') && !/(?:sayings|wordings)\.yaml$/.test(file),
);

test.each(files)('%s gives no advice that lowers protection', file => {
  expect(unsafeAdvice(readFileSync(path.join(content, file), 'utf8'))).toEqual([]);
});

test.each([
  'Turn off the firewall and try again.',
  'Disable NLA on the host.',
  'netsh advfirewall set allprofiles state off',
  'Set AllowEncryptionOracle to 2.',
  'Open port 3389 to the internet on your router.',
  'Set-NetFirewallProfile -Enabled False',
])('the linter sees: %s', sentence => {
  expect(unsafeAdvice(`Some words before.\n\n${sentence}\n\nSome words after.`)).toHaveLength(1);
});

test.each([
  'Never turn off the firewall.',
  'Do not disable NLA: mend what stops it.',
  'A safer way is to update both ends. Only if an administrator agrees: set AllowEncryptionOracle to 2 for ten minutes, and undo it at once.',
])('the linter lets pass: %s', sentence => {
  expect(unsafeAdvice(sentence)).toEqual([]);
});
