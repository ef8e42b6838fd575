import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

const SAMPLE = /<!-- sample: (\S+) -->\n\n```(\w+)\n[\s\S]*?\n```/g;

/** Pages of which code is that of files, which are checked and run as all others are. */
const pagesWithSamples = (root: string): readonly string[] => [
  'src/README.md',
  ...readdirSync(path.join(root, 'docs/guides'))
    .filter((file) => file.endsWith('.md'))
    .map((file) => `docs/guides/${file}`),
];

/**
 * Pages of the guides with their code put in again.
 * @returns texts by path in the repository
 */
export function guidePages(root: string): ReadonlyMap<string, string> {
  const read = (file: string): string => readFileSync(path.join(root, file), 'utf8');
  return new Map(pagesWithSamples(root).map((page) => [page, withSamples(read(page), read)]));
}

/** Puts a file's text behind each mark `<!-- sample: path -->`, in place of the block of code that is there. */
const withSamples = (page: string, read: (file: string) => string): string =>
  page.replace(
    SAMPLE,
    (_block, file: string, language: string) =>
      `<!-- sample: ${file} -->\n\n\`\`\`${language}\n${read(file).trim()}\n\`\`\``,
  );
