import { applyEdits, modify, parseTree, type Edit, type Node } from 'jsonc-parser';

// Attributes are written as texts, in which all but our own key stays what it was, byte by byte: what others wrote may hold
// what does not survive being parsed and printed, such as whole numbers above 2^53, `1.0`, an order of keys or a key that
// is there twice.

/** JSON text of an object, and its tree. */
export interface AttributeText {
  readonly text: string;
  readonly root: Node;
}

/** Null for what is no object, or no JSON: the tree alone forgives more than TaskRouter does. Empty counts as `{}`. */
export function attributeText(attributes: string): AttributeText | null {
  const text = attributes.trim() === '' ? '{}' : attributes;
  try {
    JSON.parse(text);
    const root = parseTree(text);
    return root?.type === 'object' ? { text, root } : null;
  } catch {
    return null;
  }
}

interface FoundValue extends Edit {
  readonly parsed: unknown;
}

/** Values of a key, each with its place in the text; several where the key is there more than once. */
export function valuesOf({ text, root }: AttributeText, key: string): FoundValue[] {
  return (root.children ?? []).flatMap(({ children: [name, value] = [] }) => {
    if (name?.value !== key || value === undefined) return [];
    const { offset, length } = value;
    const content = text.slice(offset, offset + length);
    return [{ offset, length, content, parsed: JSON.parse(content) as unknown }];
  });
}

/** Each value that there is becomes this one, as readers differ in which of two they take; else it comes last. */
export function withValue(attributes: AttributeText, key: string, json: string): string {
  const { text, root } = attributes;
  const found = valuesOf(attributes, key);
  if (found.length > 0) {
    return applyEdits(
      text,
      found.map(({ offset, length }) => ({ offset, length, content: json })),
    );
  }
  const last = root.children?.at(-1);
  const offset = last === undefined ? root.offset + 1 : last.offset + last.length;
  const content = `${last === undefined ? '' : ','}${JSON.stringify(key)}:${json}`;
  return applyEdits(text, [{ offset, length: 0, content }]);
}

/** Without the key, however often it is there. */
export function withoutValue({ text }: AttributeText, key: string): string {
  const without = applyEdits(text, modify(text, [key], undefined, {}));
  const rest = attributeText(without);
  return rest === null || without === text || valuesOf(rest, key).length === 0 ? without : withoutValue(rest, key);
}
