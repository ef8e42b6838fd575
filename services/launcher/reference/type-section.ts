import type { TypeText } from './type-text';

/** Declarations of some schemas and of all that they are made of, each once, in the order in which they are met. */
export function declarations(
  types: TypeText,
  names: readonly string[],
  known: ReadonlySet<string> = new Set(),
): string {
  const texts = new Map<string, string>();
  const visit = (name: string): void => {
    if (texts.has(name) || known.has(name)) return;
    const { text, uses } = types.declare(name);
    texts.set(name, text);
    uses.forEach(visit);
  };
  names.forEach(visit);
  return ['```ts', [...texts.values()].join('\n\n'), '```'].join('\n');
}

/** Says who wrote a page, and how it is written anew. */
export const GENERATED = '<!-- Written by `npm run docs` from the sources: change those. -->';
