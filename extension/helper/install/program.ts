import { readFileSync } from 'node:fs';
import path from 'node:path';
import { isSea } from 'node:sea';

/** The installers that place the program and its registration themselves. */
export const PACKAGE_FORMATS = ['deb', 'rpm', 'msi', 'nsis'] as const;
export type PackageFormat = (typeof PACKAGE_FORMATS)[number];

/** What this program is on this machine; each is called, registered and removed in another way. */
export type Program =
  /** One file for a Node that the person has; a browser must start it with the same one. */
  | { readonly kind: 'script'; readonly file: string; readonly node: string }
  /** An executable with Node in it that the person saved; `calledAs` is what they typed. */
  | { readonly kind: 'executable'; readonly file: string; readonly calledAs: string }
  /** The same, placed and registered by an installer, which alone removes it. */
  | { readonly kind: 'packaged'; readonly file: string; readonly format: PackageFormat };

/** The file beside a packaged executable that names the format of its package. */
export const PACKAGE_MARK = 'installed-by';

/** This process's program; `file` is the running module. */
export function thisProgram(file: string): Program {
  if (!isSea()) return { kind: 'script', file: builtProgram(file), node: process.execPath };
  const executable = process.execPath;
  const format = packageFormatBeside(executable);
  if (format !== undefined) return { kind: 'packaged', file: executable, format };
  return { kind: 'executable', file: executable, calledAs: process.argv0 };
}

/** The package that a program belongs to, by the mark in its folder. */
export function packageFormatBeside(executable: string): PackageFormat | undefined {
  try {
    const mark = readFileSync(path.join(path.dirname(executable), PACKAGE_MARK), 'utf8').trim();
    return PACKAGE_FORMATS.find(format => format === mark);
  } catch {
    return undefined;
  }
}

/** How a person calls this program in a terminal, but for the words after it. */
export function callOf(program: Program): string {
  if (program.kind === 'script') return 'node reconnect.mjs';
  if (program.kind === 'packaged') return 'reconnect';
  return /\s/.test(program.calledAs) ? `"${program.calledAs}"` : program.calledAs;
}

/** Whether the person's own registration is the package's: the installer for one person writes it, the others write everybody's. */
export function isForOnePerson(program: Program): boolean {
  return program.kind !== 'packaged' || program.format === 'nsis';
}

/** The bundle: this very file, or for a run from the sources the one that they were built into. */
function builtProgram(file: string): string {
  return file.endsWith('.ts') ? path.resolve(path.dirname(file), '../../../dist/reconnect.mjs') : file;
}
