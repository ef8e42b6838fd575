import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { REFERENCE, referencePages } from './pages';
import { guidePages } from './samples';

/** Writes the reference anew, and the code in the guides; a page that nothing makes any more goes. Loaded by `npm run docs`. */
export async function writePages(root: string): Promise<readonly string[]> {
  const folder = path.join(root, REFERENCE);
  mkdirSync(folder, { recursive: true });
  const pages = await referencePages(root);
  for (const file of readdirSync(folder)) if (!pages.has(file)) rmSync(path.join(folder, file));
  for (const [file, text] of pages) writeFileSync(path.join(folder, file), text);
  for (const [page, text] of guidePages(root)) writeFileSync(path.join(root, page), text);
  return [...pages.keys()];
}
