import { readFileSync } from 'node:fs';
import ts from 'typescript';

/** What is said about a declaration in the comment before it. */
export interface DocComment {
  /** Markdown, `{@link X}` as `X`. */
  readonly text: string;
  /** Bodies of its `@example`s. */
  readonly examples: readonly string[];
  /** Other tags, such as `@throws`, as a line each. */
  readonly tags: readonly string[];
}

export const parseFile = (file: string): ts.SourceFile =>
  ts.createSourceFile(
    file,
    readFileSync(file, 'utf8'),
    ts.ScriptTarget.Latest,
    true,
    file.endsWith('x') ? ts.ScriptKind.TSX : ts.ScriptKind.TS,
  );

/** The comment right before a node, undefined where there is none. */
export function docOf(node: ts.Node): DocComment | undefined {
  const last = ts.getJSDocCommentsAndTags(node).filter(ts.isJSDoc).at(-1);
  if (last === undefined) return undefined;
  const tags = (last.tags ?? []).map((tag) => ({ name: tag.tagName.text, text: commentText(tag.comment), tag }));
  return {
    text: commentText(last.comment),
    examples: tags.filter(({ name }) => name === 'example').map(({ text }) => text),
    tags: tags
      .filter(({ name }) => name !== 'example')
      .map(({ name, text, tag }) =>
        ts.isJSDocParameterTag(tag)
          ? `\`${tag.name.getText()}\`: ${text.replace(/^-\s*/, '')}`
          : `_${name}_ ${oneLine(text)}`,
      ),
  };
}

function commentText(comment: string | ts.NodeArray<ts.JSDocComment> | undefined): string {
  const text = typeof comment === 'string' ? comment : (comment ?? []).map(partText).join('');
  return text.trim();
}

const partText = (part: ts.JSDocComment): string =>
  ts.isJSDocLink(part) ? `\`${part.name?.getText() ?? ''}${part.text}\`` : part.text;

export const oneLine = (text: string): string => text.replace(/\s+/g, ' ').trim();

/** Up to the first full stop that ends a sentence. */
export const firstSentence = (text: string): string =>
  /^.*?[.!?](?=\s|$)/.exec(oneLine(text.split('\n\n')[0] ?? ''))?.[0] ?? oneLine(text);

/** Initialisers of the constants and bodies of the functions at the top of some files, by name. */
export interface Constants {
  readonly valueOf: (name: string) => ts.Expression | undefined;
  readonly docOf: (name: string) => DocComment | undefined;
}

/** Names are told apart by nothing but themselves: two files that both export a schema of one name are refused. */
export function constantsOf(files: readonly string[]): Constants {
  const values = new Map<string, ts.Expression>();
  const docs = new Map<string, DocComment>();
  const exported = new Set<string>();
  for (const file of files) {
    for (const statement of parseFile(file).statements.filter(ts.isVariableStatement)) {
      for (const { name, initializer } of statement.declarationList.declarations) {
        if (!ts.isIdentifier(name) || initializer === undefined) continue;
        const isExported = statement.getText().startsWith('export ');
        if (isExported && exported.has(name.text)) throw new Error(`${file}: there is another ${name.text}`);
        // Of two that are their files' own the first is told: they are words such as `Count`.
        if (values.has(name.text) && !isExported) continue;
        if (isExported) exported.add(name.text);
        values.set(name.text, initializer);
        const doc = docOf(statement);
        if (doc !== undefined) docs.set(name.text, doc);
      }
    }
  }
  return { valueOf: (name) => values.get(name), docOf: (name) => docs.get(name) };
}
