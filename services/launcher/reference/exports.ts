import { existsSync } from 'node:fs';
import path from 'node:path';
import ts from 'typescript';
import { docOf, parseFile, type DocComment } from './source-index';

/** Something that a layer shows to the outside. */
export interface Exported {
  readonly name: string;
  readonly doc: DocComment | undefined;
  /** What its user has to know of the declaration: signatures of functions, whole types, members of classes. */
  readonly signature: string;
}

/**
 * All that an `index.ts` exports, with what is said where it is declared.
 * @param only the one file of which it is told
 */
export function exportsOf(index: string, only?: string): readonly Exported[] {
  return parseFile(index)
    .statements.filter(ts.isExportDeclaration)
    .flatMap(({ exportClause, moduleSpecifier }) => {
      const target = resolved(index, moduleSpecifier);
      if (only !== undefined && !target.endsWith(only)) return [];
      if (exportClause === undefined) return ownExports(target);
      if (!ts.isNamedExports(exportClause)) return [];
      return exportClause.elements.map(({ name, propertyName }) =>
        found((propertyName ?? name).text, name.text, target),
      );
    });
}

function resolved(from: string, specifier: ts.Expression | undefined): string {
  if (specifier === undefined || !ts.isStringLiteral(specifier)) throw new Error(`${from}: an export from nowhere`);
  const at = path.join(path.dirname(from), specifier.text);
  const file = [`${at}.ts`, `${at}.tsx`, path.join(at, 'index.ts')].find((each) => existsSync(each));
  if (file === undefined) throw new Error(`${from}: there is no ${specifier.text}`);
  return file;
}

/** The declaration of a name in a file, or where that file has it from. */
function found(name: string, shownAs: string, file: string): Exported {
  const declared = declarationsOf(file).filter((each) => each.name === name);
  if (declared.length === 0) {
    const further = exportsOf(file).find((each) => each.name === name);
    if (further === undefined) throw new Error(`${file} does not declare ${name}`);
    return further;
  }
  return joined(shownAs, declared);
}

function ownExports(file: string): Exported[] {
  const all = declarationsOf(file).filter(({ isExported }) => isExported);
  return [...new Set(all.map(({ name }) => name))].map((name) =>
    joined(
      name,
      all.filter((each) => each.name === name),
    ),
  );
}

/** Overloads, and a schema with its type, are one thing. */
const joined = (name: string, parts: readonly Declared[]): Exported => ({
  name,
  doc: parts.find(({ doc }) => doc !== undefined)?.doc,
  signature: parts.map(({ signature }) => signature).join('\n'),
});

interface Declared extends Exported {
  readonly isExported: boolean;
}

function declarationsOf(file: string): readonly Declared[] {
  const { statements } = parseFile(file);
  const functions = statements.filter(ts.isFunctionDeclaration);
  return statements.flatMap((statement): Declared[] => {
    const isExported =
      ts.canHaveModifiers(statement) &&
      (ts.getModifiers(statement) ?? []).some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword);
    const told = (name: string, signature: string): Declared => ({
      name,
      isExported,
      doc: docOf(statement),
      signature,
    });
    if (ts.isVariableStatement(statement))
      return statement.declarationList.declarations.map((each) => told(each.name.getText(), constantText(each)));
    if (ts.isInterfaceDeclaration(statement) || ts.isTypeAliasDeclaration(statement))
      return [told(statement.name.text, statement.getText().replace(/^export /, ''))];
    if (ts.isClassDeclaration(statement)) return [told(statement.name?.text ?? '', classText(statement))];
    if (!ts.isFunctionDeclaration(statement) || statement.name === undefined) return [];
    // What implements overloads is called by none of them.
    const { name, body } = statement;
    const hasOverloads = functions.some((each) => each.name?.text === name.text && each.body === undefined);
    return body !== undefined && hasOverloads ? [] : [told(name.text, headText(statement))];
  });
}

function headText(node: ts.FunctionDeclaration): string {
  const end = node.body?.getStart() ?? node.getEnd();
  const text = node.getSourceFile().text.slice(node.getStart(), end);
  return `${text
    .replace(/^export /, '')
    .trim()
    .replace(/;$/, '')};`;
}

function constantText({ name, type, initializer }: ts.VariableDeclaration): string {
  if (type !== undefined) return `const ${name.getText()}: ${type.getText()};`;
  if (initializer !== undefined && ts.isArrowFunction(initializer)) {
    const source = initializer.getSourceFile().text;
    const head = source.slice(initializer.getStart(), initializer.equalsGreaterThanToken.getStart()).trim();
    return `const ${name.getText()} = ${head} => …;`;
  }
  return `const ${name.getText()};`;
}

function classText(node: ts.ClassDeclaration): string {
  const heritage = (node.heritageClauses ?? []).map((clause) => ` ${clause.getText()}`).join('');
  return `class ${node.name?.text ?? ''}${heritage};`;
}
