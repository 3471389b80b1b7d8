import { expect, test } from 'vitest';
import { isCommand } from '../../../site/widget/element/command-text.ts';

test.each([
  'sudo ufw allow from 192.168.1.0/24 to any port 3389 proto tcp',
  'Restart-Service TermService -Force',
  "Get-LocalUser | Where-Object SID -like '*-500'",
  'netstat -ano | findstr :3389',
  'xfreerdp3 /v:HOST:3390',
  'w32tm /resync',
])('isCommand: %s → it can be copied', text => {
  expect(isCommand(text)).toBe(true);
});

test.each([
  'mstsc',
  'full address:s:',
  'use redirection server name:i:1',
  'TcpTestSucceeded : True',
  'ignore_error = true',
  'Content-Security-Policy: frame-ancestors',
  'HKLM\\SYSTEM\\CurrentControlSet\\Control\\Terminal Server',
  '{ question, answer }',
  '--format influx',
  '~/Library/Application Support',
  'or port 443',
])('isCommand: %s → a name, a line of a file or a part of one has no button', text => {
  expect(isCommand(text)).toBe(false);
});
