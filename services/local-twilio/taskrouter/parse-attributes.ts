import { parseJson } from '../base/json';
import { refused } from './task-router-error';

/** The JSON object in `text`. @throws TaskRouterError 400 when it is none: TaskRouter stores objects only */
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
