import { applyEdits, parseTree, type Edit, type Node } from 'jsonc-parser';

/** SIDs of the Lists of responses that a worker may use. */
export interface WorkerLink {
  readonly lists: readonly string[];
  /** Those of them that only the worker's own identity may read. */
  readonly personal: readonly string[];
}

/** What is to be done with a worker's attributes. */
export type LinkedAttributes =
  | { readonly outcome: 'same' }
  | { readonly outcome: 'changed'; readonly attributes: string }
  | { readonly outcome: 'refused'; readonly reason: string };

/** Longest attributes of a worker that TaskRouter takes, in characters (https://www.twilio.com/docs/taskrouter/limits). */
export const MAX_ATTRIBUTES_LENGTH = 4_096;

/** The one attribute of a worker that is ours. */
const LINK_ATTRIBUTE = 'canned_responses';

/**
 * A worker's attributes with the link in them and every other byte as it was: what others wrote may hold what does not
 * survive being parsed and printed, such as whole numbers above 2^53, `1.0`, an order of keys or a key that is there twice.
 *
 * @param text the attributes as TaskRouter has them: JSON text; empty counts as no attributes
 */
export function linkedAttributes(text: string, { lists, personal }: WorkerLink): LinkedAttributes {
  const attributes = parsedObject(text.trim() === '' ? '{}' : text);
  if (attributes === null) return { outcome: 'refused', reason: 'the attributes are not a JSON object' };
  const link = { lists, ...(personal.length === 0 ? {} : { personal }) };
  const found = valuesOf(attributes, LINK_ATTRIBUTE);
  const isNeeded = lists.length > 0 || found.length > 0;
  if (!isNeeded || (found.length > 0 && found.every((value) => isSame(value.parsed, link)))) return { outcome: 'same' };
  const linked = applyEdits(attributes.text, editsThatLink(attributes, found, JSON.stringify(link)));
  return linked.length > MAX_ATTRIBUTES_LENGTH
    ? {
        outcome: 'refused',
        reason: `they would be ${String(linked.length)} characters long, of ${String(MAX_ATTRIBUTES_LENGTH)}`,
      }
    : { outcome: 'changed', attributes: linked };
}

interface JsonObject {
  readonly text: string;
  readonly root: Node;
}

/** Null for what is no object, or no JSON: the tree alone forgives more than TaskRouter does. */
function parsedObject(text: string): JsonObject | null {
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

/** Values of an attribute, each with its place in the text; several where the key is there more than once. */
function valuesOf({ text, root }: JsonObject, attribute: string): FoundValue[] {
  return (root.children ?? []).flatMap(({ children: [key, value] = [] }) => {
    if (key?.value !== attribute || value === undefined) return [];
    const { offset, length } = value;
    const content = text.slice(offset, offset + length);
    return [{ offset, length, content, parsed: JSON.parse(content) as unknown }];
  });
}

/** Each value that there is becomes the link, as readers differ in which of two they take; else it comes last. */
function editsThatLink({ root }: JsonObject, found: readonly FoundValue[], link: string): Edit[] {
  if (found.length > 0) return found.map(({ offset, length }) => ({ offset, length, content: link }));
  const last = root.children?.at(-1);
  const offset = last === undefined ? root.offset + 1 : last.offset + last.length;
  return [{ offset, length: 0, content: `${last === undefined ? '' : ','}"${LINK_ATTRIBUTE}":${link}` }];
}

/** Whether the attribute holds exactly the link, in whatever order of its keys. */
function isSame(
  attribute: unknown,
  { lists, personal }: { lists: readonly string[]; personal?: readonly string[] },
): boolean {
  if (typeof attribute !== 'object' || attribute === null) return false;
  const found = attribute as Record<string, unknown>;
  const isKnown = Object.keys(found).every((key) => key === 'lists' || key === 'personal');
  return (
    isKnown &&
    JSON.stringify(found['lists']) === JSON.stringify(lists) &&
    JSON.stringify(found['personal']) === JSON.stringify(personal)
  );
}
