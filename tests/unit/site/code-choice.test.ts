import { expect, test } from 'vitest';
import { codeOfDevice } from '../../../site/browser/code-choice.ts';

const CODES = ['mac-client:0x4', 'ios-client:0x4', 'android-client:0x4', 'mstsc-disconnect:0x4'];
const MAC = 'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7)';

test.each<[device: string, codes: readonly string[], chosen: string | undefined]>([
  [MAC, CODES, 'mac-client:0x4'],
  ['Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X)', CODES, 'ios-client:0x4'],
  ['Mozilla/5.0 (Linux; Android 15)', CODES, 'android-client:0x4'],
  ['Mozilla/5.0 (Windows NT 10.0; Win64)', CODES, 'mstsc-disconnect:0x4'],
  ['Mozilla/5.0 (Windows NT 10.0; Win64)', [...CODES, 'windows-app:0x4'], undefined],
  ['Mozilla/5.0 (X11; Linux x86_64)', CODES, undefined],
  [MAC, ['windows-app:0x204', 'mstsc-disconnect:0x204'], undefined],
])('codeOfDevice: on %s, of %j → %s', (device, codes, chosen) => {
  expect(codeOfDevice(codes, device)).toBe(chosen);
});
