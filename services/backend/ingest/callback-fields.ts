import type { CallbackForm } from './normalize-callback';

/**
 * Fields of an event's data under the names that callbacks use: `task_sid` is `TaskSid`. Values become the text that a form
 * would hold; what is null is left out.
 *
 * @param data an object, or the JSON text of one; anything else has no fields
 */
export function callbackFields(data: unknown): CallbackForm {
  const parsed = typeof data === 'string' ? parsedOf(data) : data;
  if (typeof parsed !== 'object' || parsed === null) return {};
  return Object.fromEntries(
    Object.entries(parsed as Readonly<Record<string, unknown>>)
      .filter(([, value]) => value !== null && value !== undefined)
      .map(([name, value]) => [pascalCase(name), textOf(value)]),
  );
}

/** Attributes are JSON text in callbacks; elsewhere they may come as objects. */
const textOf = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value));

const pascalCase = (name: string): string =>
  name
    .split('_')
    .map((word) => word.slice(0, 1).toUpperCase() + word.slice(1))
    .join('');

function parsedOf(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return null;
  }
}
