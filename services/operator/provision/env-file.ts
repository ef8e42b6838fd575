import { readFile, rename, writeFile } from 'node:fs/promises';
import { isMissing } from '../account/missing-file';

/** Adds variables to the text of a `.env`: an empty line of that name is filled, else the name is appended. Nothing else changes. */
export function withVariables(text: string, variables: Readonly<Record<string, string>>): string {
  let filled = text;
  for (const [name, value] of Object.entries(variables)) {
    const line = `${name}=${value}`;
    const pattern = new RegExp(`^[ \\t]*(export[ \\t]+)?${name}[ \\t]*=.*$`, 'm');
    filled = pattern.test(filled)
      ? filled.replace(pattern, () => line)
      : `${filled}${filled === '' || filled.endsWith('\n') ? '' : '\n'}${line}\n`;
  }
  return filled;
}

/** Writes a secret where only its owner reads it, whatever the file was before; a failure in between leaves the old one. */
export async function writeVariables(file: string, variables: Readonly<Record<string, string>>): Promise<void> {
  const before = await readFile(file, 'utf8').catch((error: unknown) => {
    if (isMissing(error)) return '';
    throw error;
  });
  await writePrivate(file, withVariables(before, variables));
}

/** Whole or not at all, readable by its owner alone. */
export async function writePrivate(file: string, text: string): Promise<void> {
  const next = `${file}.${String(process.pid)}.new`;
  await writeFile(next, text, { mode: 0o600, flag: 'wx' });
  await rename(next, file);
}
