import { attributeText, valuesOf, withValue } from '../attribute-text';

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
 * A worker's attributes with the link in them and every other byte as it was.
 *
 * @param text the attributes as TaskRouter has them: JSON text; empty counts as no attributes
 */
export function linkedAttributes(text: string, { lists, personal }: WorkerLink): LinkedAttributes {
  const attributes = attributeText(text);
  if (attributes === null) return { outcome: 'refused', reason: 'the attributes are not a JSON object' };
  const link = { lists, ...(personal.length === 0 ? {} : { personal }) };
  const found = valuesOf(attributes, LINK_ATTRIBUTE);
  const isNeeded = lists.length > 0 || found.length > 0;
  if (!isNeeded || (found.length > 0 && found.every((value) => isSame(value.parsed, link)))) return { outcome: 'same' };
  const linked = withValue(attributes, LINK_ATTRIBUTE, JSON.stringify(link));
  return linked.length > MAX_ATTRIBUTES_LENGTH
    ? {
        outcome: 'refused',
        reason: `they would be ${String(linked.length)} characters long, of ${String(MAX_ATTRIBUTES_LENGTH)}`,
      }
    : { outcome: 'changed', attributes: linked };
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

const LIST_SID = /^ES[0-9a-f]{32}$/;

/** SIDs of the Lists that a worker's attributes name. Attributes that nobody can read name none. */
export function listsNamedIn(text: string): string[] {
  const attributes = attributeText(text);
  if (attributes === null) return [];
  return valuesOf(attributes, LINK_ATTRIBUTE).flatMap(({ parsed }) => {
    const lists: unknown = typeof parsed === 'object' && parsed !== null && 'lists' in parsed ? parsed.lists : [];
    return Array.isArray(lists)
      ? lists.filter((sid): sid is string => typeof sid === 'string' && LIST_SID.test(sid))
      : [];
  });
}
