import { parseJson } from '../base/json';
import { refused, TaskRouterError } from '../base/task-router-error';
import type { Sink } from '../event-streams/event-streams';

type Properties = Readonly<Record<string, unknown>>;

/** @throws TaskRouterError 400 where it is missing */
export function required(form: URLSearchParams, name: string): string {
  const text = form.get(name) ?? '';
  if (text === '') throw refused(`${name} is required`);
  return text;
}

/** @throws TaskRouterError 400 for what is no sink, 501 for one that is not emulated */
export function sinkOf(form: URLSearchParams): Pick<Sink, 'description' | 'destination' | 'isBatched'> {
  const description = required(form, 'Description');
  const configuration = objectOf(required(form, 'SinkConfiguration'), 'SinkConfiguration');
  const { destination, method = 'POST', batch_events: isBatched = true } = configuration;
  if (form.get('SinkType') !== 'webhook') throw missing(`SinkType ${form.get('SinkType') ?? ''}`);
  if (typeof destination !== 'string' || !URL.canParse(destination) || !/^https?:/u.test(destination)) {
    throw refused('SinkConfiguration.destination must be an http or https URL');
  }
  if (method !== 'POST') throw missing('sinks with another method than POST');
  if (typeof isBatched !== 'boolean') throw refused('SinkConfiguration.batch_events must be true or false');
  return { description, destination, isBatched };
}

/** @throws TaskRouterError 400 */
export const typesOf = (form: URLSearchParams): readonly (readonly [string, number | undefined])[] =>
  form.getAll('Types').map((text) => {
    const { type, schema_version: version } = objectOf(text, 'Types');
    if (typeof type !== 'string') throw refused('Types must name a type each');
    return [type, version === undefined ? undefined : Number(version)];
  });

/** Undefined where the form leaves it open. */
export const versionOf = (form: URLSearchParams): number | undefined =>
  form.has('SchemaVersion') ? Number(form.get('SchemaVersion')) : undefined;

function objectOf(json: string, name: string): Properties {
  try {
    const value = parseJson(json);
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Properties;
  } catch {
    // said below
  }
  throw refused(`${name} must be JSON objects`);
}

const missing = (what: string): TaskRouterError =>
  new TaskRouterError(501, 501, `Local Twilio does not emulate ${what}`);
