import ts from 'typescript';
import { docOf, oneLine, parseFile, type Constants } from './source-index';
import { declarations, GENERATED } from './type-section';
import { typeText } from './type-text';

interface ControlRoute {
  readonly method: string;
  readonly path: string;
  readonly schema: string | undefined;
}

/** Routes of a file, under what is said of the function that makes them. */
interface Group {
  readonly says: string;
  readonly routes: readonly ControlRoute[];
}

/**
 * The page of Local Twilio's control plane, from the sources of its routes.
 * @param files of the folder that has them
 */
export function controlPlanePage(files: readonly string[], constants: Constants): string {
  const types = typeText(constants);
  const groups = files.flatMap(groupsIn).sort((a, b) => (firstPath(a) < firstPath(b) ? -1 : 1));
  return [
    '# Control plane of Local Twilio',
    '',
    GENERATED,
    '',
    'What drives the emulator, in tests and by hand. It answers callers on this machine and its own pages only. A body is JSON,',
    'none counts as `{}`; a field that there is not is refused with 400 and its name. How each behaves is numbered in',
    'the [SPEC](../../services/local-twilio/SPEC.md); in your own tests: [guide](../guides/local-twilio-in-ci.md).',
    ...groups.flatMap(({ says, routes }) => {
      const schemas = [...new Set(routes.flatMap(({ schema }) => (schema === undefined ? [] : [schema])))];
      return [
        '',
        `## ${headingOf(routes)}`,
        '',
        says,
        '',
        '| Request | Body |',
        '| --- | --- |',
        ...routes.map(
          ({ method, path, schema }) =>
            `| \`${method} ${shown(path)}\` | ${schema === undefined ? '' : `\`${schema}\``} |`,
        ),
        ...(schemas.length === 0 ? [] : ['', declarations(types, schemas)]),
      ];
    }),
    '',
  ].join('\n');
}

const shown = (path: string): string => path.replace(/:(\w+)/g, '{$1}');
/** The paths, and of several on one thing what they have in common. */
function headingOf(routes: readonly ControlRoute[]): string {
  const paths = [...new Set(routes.map((route) => shown(route.path)))];
  const short = paths.length < 3 ? paths : paths.map((each) => each.replace(/\{sid\}.*/, '{sid}/…'));
  return [...new Set(short)].map((each) => `\`${each}\``).join(', ');
}

const firstPath = ({ routes }: Group): string => routes[0]?.path ?? '';

/** What is exported says what its routes do, with those of its helpers in the same file. */
function groupsIn(file: string): Group[] {
  const source = parseFile(file);
  const consts = pathsIn(source);
  const told = source.statements
    .filter((each) => ts.isVariableStatement(each) || ts.isFunctionDeclaration(each))
    .map((statement) => ({
      says: oneLine(docOf(statement)?.text ?? ''),
      routes: routesIn(statement, consts),
      statement,
    }));
  const groups: { says: string; routes: ControlRoute[] }[] = [];
  for (const { says, routes, statement } of told) {
    const isShown = statement.getText().startsWith('export ');
    if (isShown && says.includes('emulator')) groups.push({ says, routes: [...routes] });
    else if (routes.length > 0) groups.at(-1)?.routes.push(...routes);
  }
  const found = told.flatMap(({ routes }) => routes);
  if (found.length !== groups.flatMap(({ routes }) => routes).length)
    throw new Error(`${file}: nothing says what its routes under /emulator do`);
  return groups.filter(({ routes }) => routes.length > 0);
}

const pathsIn = (source: ts.SourceFile): ReadonlyMap<string, string> =>
  new Map(
    [...source.text.matchAll(/const (\w+) = '(\/emulator[^']*)'/g)].map(([, name = '', path = '']) => [name, path]),
  );

function routesIn(root: ts.Node, paths: ReadonlyMap<string, string>): ControlRoute[] {
  const routes: ControlRoute[] = [];
  const visit = (node: ts.Node): void => {
    const task = taskRoute(node);
    const found = ts.isObjectLiteralExpression(node) ? routesOf(node, root, paths) : task === undefined ? [] : [task];
    routes.push(...found);
    if (found.length === 0) ts.forEachChild(node, visit);
  };
  visit(root);
  return routes;
}

/** @param maker the function that makes the route: of a name in its path it says which there are */
function routesOf(
  node: ts.ObjectLiteralExpression,
  maker: ts.Node,
  paths: ReadonlyMap<string, string>,
): readonly ControlRoute[] {
  const text = node.getText();
  const method = /^\{\s*method: '(\w+)'/.exec(text)?.[1];
  // The same for all actions on a task, which are told by `taskRoute`.
  if (method === undefined || text.includes('/tasks/:sid/${action}')) return [];
  const path = /\bpath: ['`]([^'`]+)['`]/.exec(text)?.[1] ?? paths.get('path');
  const names = new RegExp(`\\b${/\$\{(\w+)\}/.exec(path ?? '')?.[1] ?? ' '}: ([^,)]+)`).exec(maker.getText())?.[1];
  const variants = [...(names ?? '').matchAll(/'([\w-]+)'/g)].map(([, name = '']) => name);
  if (path === undefined || (path.includes('$') && variants.length === 0))
    throw new Error(`The path of this route cannot be read: ${text}`);
  const schema = /withJsonBody\(request, (\w+)/.exec(text)?.[1];
  const told = path.includes('$') ? variants.map((name) => path.replace(/\$\{\w+\}/, name)) : [path];
  return told.map((each) => ({ method, path: each, schema }));
}

/** `onTask(router, 'accept', Schema, …)` makes a route of a task. */
function taskRoute(node: ts.Node): ControlRoute | undefined {
  if (!ts.isCallExpression(node) || node.expression.getText() !== 'onTask') return undefined;
  const [, action, schema] = node.arguments.map((argument) => argument.getText());
  return {
    method: 'POST',
    path: `/emulator/tasks/:sid/${(action ?? '').replaceAll("'", '')}`,
    schema: /^\w+$/.test(schema ?? '') ? schema : undefined,
  };
}
