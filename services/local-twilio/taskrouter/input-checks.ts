import { parseJson } from '../base/json';
import { refused, TaskRouterError } from '../base/task-router-error';

/** Parses a JSON object. @throws TaskRouterError 400 for anything else: TaskRouter stores objects only */
export function parseAttributes(text: string): Readonly<Record<string, unknown>> {
  let value: unknown;
  try {
    value = parseJson(text);
  } catch {
    throw refused(`Invalid JSON in Attributes: ${text.slice(0, 80)}`);
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw refused('Attributes must be a JSON object');
  }
  return Object.fromEntries(Object.entries(value));
}

/** @throws TaskRouterError 400 without a name, 409 when one of the others has it */
export function requireOwnName(friendlyName: string, others: Iterable<{ friendlyName: string }>, kind: string): void {
  if (friendlyName === '') throw refused('Missing required parameter FriendlyName in the post body');
  for (const other of others) {
    if (other.friendlyName !== friendlyName) continue;
    throw new TaskRouterError(409, 20409, `${kind} with FriendlyName ${friendlyName} already exists`);
  }
}
