import ts from 'typescript';
import { docOf, type Constants, type DocComment } from './source-index';

/** Types as they are told to readers, from the valibot schemas in the sources. */
export interface TypeText {
  /** The declaration of a schema's type with what is said about its fields, and the names of other schemas in it. */
  readonly declare: (name: string) => { readonly text: string; readonly uses: readonly string[] };
}

/** How deep a value stands, what the parameters of a helper are, and which names were met. */
interface Place {
  readonly indent: string;
  readonly given: ReadonlyMap<string, string>;
  readonly uses: Set<string>;
}

/** Writes schemas as TypeScript. What it does not know is written as in the source: nothing is left out in silence. */
export function typeText(constants: Constants): TypeText {
  const text = writerOf(constants);
  return {
    declare(name) {
      const value = constants.valueOf(name);
      if (value === undefined) throw new Error(`There is no constant ${name} to be told of`);
      const uses = new Set<string>();
      const place: Place = { indent: '', given: new Map(), uses };
      const doc = commentOf(constants.docOf(name), '');
      const limits = limitsOf(value, constants);
      return { text: `${doc}type ${name} = ${text(value, place)};${limits}`, uses: [...uses] };
    },
  };
}

type Write = (node: ts.Expression, place: Place) => string;

function writerOf(constants: Constants): Write {
  const write: Write = (node, place) => {
    if (ts.isAsExpression(node) || ts.isParenthesizedExpression(node)) return write(node.expression, place);
    if (ts.isIdentifier(node)) return nameText(node.text, place);
    if (ts.isObjectLiteralExpression(node)) return objectText(node.properties, place);
    if (ts.isPropertyAccessExpression(node)) return memberText(node, place);
    if (ts.isCallExpression(node)) return callText(node, place);
    return node.getText();
  };

  const nameText = (name: string, place: Place): string => {
    const value = constants.valueOf(name);
    if (place.given.has(name)) return place.given.get(name) ?? '';
    // Lower case names are parts of the schemas around them, not known to anybody else.
    if (value !== undefined && /^[a-z]/.test(name)) return write(value, place);
    if (value !== undefined) place.uses.add(name);
    return name;
  };

  /** `Schema.entries.field` is the type of a field; a member of a constant object is what stands there. */
  const memberText = (node: ts.PropertyAccessExpression, place: Place): string => {
    const [root = '', ...path] = node.getText().split('.');
    const value = constants.valueOf(root);
    if (path[0] === 'entries' && path[1] !== undefined) return `${nameText(root, place)}['${path[1]}']`;
    if (path[0] === 'options') return nameText(root, place);
    const inner = value === undefined ? undefined : withoutAs(value);
    if (inner === undefined || !ts.isObjectLiteralExpression(inner)) return node.getText();
    const member = inner.properties.find((each) => each.name?.getText().replaceAll("'", '') === path[0]);
    return member !== undefined && ts.isPropertyAssignment(member) ? write(member.initializer, place) : node.getText();
  };

  const objectText = (properties: readonly ts.ObjectLiteralElementLike[], place: Place): string => {
    const lines = fieldLines(properties, { ...place, indent: `${place.indent}  ` });
    return lines.length === 0 ? '{}' : `{\n${lines.join('\n')}\n${place.indent}}`;
  };

  const fieldLines = (properties: readonly ts.ObjectLiteralElementLike[], place: Place): string[] =>
    properties.flatMap((property) => {
      if (ts.isSpreadAssignment(property)) return spreadLines(property.expression, place);
      if (!ts.isPropertyAssignment(property) && !ts.isShorthandPropertyAssignment(property)) return [];
      const value = ts.isPropertyAssignment(property) ? property.initializer : property.name;
      const isOptional = /^v\.(optional|exactOptional|nullish)\(/.test(value.getText());
      const limits = limitsOf(value, constants);
      const told = commentOf(docOf(property), place.indent);
      const name = `${property.name.getText()}${isOptional ? '?' : ''}`;
      return [`${told}${place.indent}${name}: ${write(value, place)};${limits}`];
    });

  const spreadLines = (node: ts.Expression, place: Place): string[] => {
    if (ts.isCallExpression(node)) return helperLines(node, place);
    if (ts.isPropertyAccessExpression(node) && node.name.text === 'entries')
      return [`${place.indent}...${write(node.expression, place)};`];
    const value = constants.valueOf(node.getText());
    const inner = value === undefined ? undefined : withoutAs(value);
    return inner !== undefined && ts.isObjectLiteralExpression(inner)
      ? fieldLines(inner.properties, place)
      : [`${place.indent}...${node.getText()};`];
  };

  /** A helper that gives fields, such as `payloadHeader(1)`: its fields, with what it was called with. */
  const helperLines = (node: ts.CallExpression, place: Place): string[] => {
    const helper = constants.valueOf(node.expression.getText());
    const body = helper !== undefined && ts.isArrowFunction(helper) ? helper : undefined;
    const inner = body === undefined || ts.isBlock(body.body) ? undefined : withoutAs(body.body);
    if (body === undefined || inner === undefined || !ts.isObjectLiteralExpression(inner))
      return [`${place.indent}...${node.getText()};`];
    const given = new Map(body.parameters.map(({ name }, n) => [name.getText(), node.arguments[n]?.getText() ?? '']));
    return fieldLines(inner.properties, { ...place, given });
  };

  const callText = (node: ts.CallExpression, place: Place): string => {
    const [first, second] = node.arguments;
    const kind = /^v\.(\w+)$/.exec(node.expression.getText())?.[1];
    if (kind === undefined || first === undefined) return KINDS.get(kind ?? '') ?? unknownCall(node);
    switch (kind) {
      case 'object':
      case 'strictObject':
      case 'looseObject':
      case 'pipe':
      case 'pipeAsync':
      case 'optional':
      case 'exactOptional':
        return write(first, place);
      case 'objectWithRest': {
        const rest = second === undefined ? '' : `${place.indent}  [key: string]: ${write(second, place)};\n`;
        return write(first, place).replace(/\}$/, `${rest.slice(place.indent.length)}${place.indent}}`);
      }
      case 'nullable':
      case 'nullish':
        return `${write(first, place)} | null`;
      case 'array': {
        const item = write(first, place);
        return item.replace(/\{[\s\S]*\}/g, '').includes(' | ') ? `(${item})[]` : `${item}[]`;
      }
      case 'literal':
        return write(first, place);
      case 'picklist':
        return choices(first, place);
      case 'union':
      case 'variant': {
        const options = second ?? first;
        return ts.isArrayLiteralExpression(options)
          ? options.elements.map((each) => write(each, place)).join(' | ')
          : node.getText();
      }
      case 'record':
        return second === undefined ? 'object' : `Record<${write(first, place)}, ${write(second, place)}>`;
      case 'custom':
        return node.typeArguments?.[0]?.getText() ?? unknownCall(node);
      case 'omit':
        return `Omit<${write(first, place)}, ${second === undefined ? '' : choices(second, place)}>`;
      case 'partial':
        return `Partial<${write(first, place)}>`;
      default:
        return KINDS.get(kind) ?? unknownCall(node);
    }
  };

  const unknownCall = (node: ts.CallExpression): string => {
    const sid = /^sidSchema\('(\w\w)'\)$/.exec(node.getText())?.[1];
    return sid === undefined ? node.getText() : `\`${sid}\${string}\``;
  };

  /** Values to choose from: written out, or a constant's. */
  const choices = (node: ts.Expression, place: Place): string => {
    const inner = withoutAs(node);
    if (ts.isArrayLiteralExpression(inner)) return inner.elements.map((each) => write(each, place)).join(' | ');
    const value = ts.isIdentifier(inner) ? constants.valueOf(inner.text) : undefined;
    return value === undefined ? node.getText() : choices(value, place);
  };

  return write;
}

const KINDS: ReadonlyMap<string, string> = new Map(
  ['string', 'number', 'boolean', 'unknown', 'null', 'any'].map((kind) => [kind, kind]),
);

const withoutAs = (node: ts.Expression): ts.Expression =>
  ts.isAsExpression(node) || ts.isParenthesizedExpression(node) ? withoutAs(node.expression) : node;

function commentOf(doc: DocComment | undefined, indent: string): string {
  if (doc === undefined || doc.text === '') return '';
  const lines = doc.text.split('\n');
  return lines.length === 1
    ? `${indent}/** ${doc.text} */\n`
    : `${indent}/**\n${lines.map((line) => `${indent} * ${line}`.trimEnd()).join('\n')}\n${indent} */\n`;
}

/** What TypeScript has no word for: lengths, bounds and the default, as a comment behind the type. */
function limitsOf(node: ts.Expression, { valueOf }: Constants): string {
  const told: string[] = [];
  const number = (text: string): string => {
    const value = valueOf(text);
    return value !== undefined && ts.isNumericLiteral(value) ? value.text : text;
  };
  const visit = (each: ts.Expression): void => {
    if (!ts.isCallExpression(each)) return;
    const kind = /^v\.(\w+)$/.exec(each.expression.getText())?.[1];
    const [first, second] = each.arguments;
    if (first === undefined) {
      if (kind === 'integer' || kind === 'safeInteger') told.push('integer');
      return;
    }
    if (kind === 'optional' && second !== undefined) told.push(`default ${second.getText()}`);
    const bound = BOUNDS.get(kind ?? '');
    if (bound !== undefined) told.push(`${bound} ${number(first.getText())}`);
    if (kind === 'pipe') for (const argument of each.arguments) visit(argument);
    else if (/^(optional|exactOptional|nullable|nullish|array)$/.test(kind ?? '')) visit(first);
  };
  visit(node);
  return told.length === 0 ? '' : ` // ${told.join(', ')}`;
}

const BOUNDS: ReadonlyMap<string, string> = new Map([
  ['minLength', 'length ≥'],
  ['maxLength', 'length ≤'],
  ['length', 'length'],
  ['minValue', '≥'],
  ['maxValue', '≤'],
]);
