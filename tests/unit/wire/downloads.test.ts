import { expect, test } from 'vitest';
import { DOWNLOAD_FILES, downloadsFor, parseDownloads } from '../../../extension/wire/downloads.ts';

test.each<[os: string, architecture: string, files: readonly string[] | undefined]>([
  ['win', 'x86-64', ['reconnect-setup-x64.exe']],
  ['win', 'arm64', ['reconnect-windows-arm64.exe']],
  ['mac', 'aarch64', ['reconnect-macos-arm64.tar.gz']],
  ['mac', 'x86_64', ['reconnect-macos-x64.tar.gz']],
  ['linux', 'x86-64', ['reconnect-amd64.deb', 'reconnect-x86_64.rpm']],
  ['linux', 'arm64', ['reconnect-arm64.deb', 'reconnect-aarch64.rpm']],
  ['cros', 'x86-64', undefined],
  ['openbsd', 'x86-64', undefined],
])('downloads: %s on %s → %j', (os, architecture, files) => {
  expect(downloadsFor(os, architecture)?.downloads.map(id => DOWNLOAD_FILES[id])).toEqual(files);
});

test.each<[address: string, folder: string | undefined]>([
  ['https://files.example/v1', 'https://files.example/v1/'],
  ['https://files.example/v1//', 'https://files.example/v1/'],
  ['', undefined],
  ['http://files.example/', undefined],
  ['javascript:alert(1)', undefined],
  ['https://user@files.example/', undefined],
  ['https://files.example/?next=', undefined],
])('downloads: the address %j → the folder %j', (address, folder) => {
  expect(parseDownloads(address)).toBe(folder);
});
