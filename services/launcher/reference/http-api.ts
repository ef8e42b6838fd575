import * as contract from '@flex-sync-suite/shared/contract';
import { errorsOf, type Operation } from '../../backend/http/operations/operation';
import type { Constants } from './source-index';
import { declarations, GENERATED } from './type-section';
import { typeText } from './type-text';

/** What schemas are called: by their own name, else by that of the field they are of. */
const NAMES: ReadonlyMap<unknown, string> = new Map([
  ...Object.entries(contract).flatMap(([name, value]) =>
    Object.entries(entriesOf(value)).map(([field, schema]) => [schema, `${name}['${field}']`] as const),
  ),
  ...Object.entries(contract).map(([name, value]) => [value, name] as const),
]);

function entriesOf(value: unknown): object {
  const isSchema = typeof value === 'object' && value !== null && 'entries' in value;
  return isSchema && typeof value.entries === 'object' && value.entries !== null ? value.entries : {};
}

/** The page of what browsers may ask of the backend, from the operations that its OpenAPI document is made of. */
export function httpApiPage(operations: readonly Operation[], constants: Constants): string {
  const groups = [...new Set(operations.map(groupOf))].sort();
  const schemas = new Set(
    operations.flatMap((operation) => schemasOf(operation)).flatMap((schema) => typeOf(schema) ?? []),
  );
  return [
    '# HTTP API',
    '',
    GENERATED,
    '',
    'What browsers ask of the backend, as `GET /openapi.json` of a running one tells it in OpenAPI 3.1. Every request carries the',
    'Flex token of the user as bearer. What shops and Twilio send, what is for operators, and why a request is',
    'refused: [routes](../../services/backend/README.md#routes).',
    '',
    'Every error is an `HttpError`. 400 what was sent cannot be read; 401 no valid Flex token; 403 this user may not;',
    '404 no such thing, or not the caller’s; 409 changed meanwhile; 413 too large; 415 another media type; 422 understood, and',
    'makes no sense; 429 too often; 503 come again (`Retry-After`). A limit is that of one user: so many at once, and then one',
    'more each time its pause is over.',
    ...groups.flatMap((group) => [
      '',
      `## ${group}`,
      ...operations.filter((each) => groupOf(each) === group).flatMap((operation) => ['', ...section(operation)]),
    ]),
    '',
    '## Types',
    '',
    'As in `@flex-sync-suite/shared/contract`; behind a field stands what its check asks besides.',
    '',
    declarations(typeText(constants), ['HttpError', ...schemas].sort()),
    '',
  ].join('\n');
}

const groupOf = ({ path }: Operation): string => `/${path.split('/')[1] ?? ''}`;

const schemasOf = ({ params = {}, query, body, answer, richErrors = {} }: Operation): readonly unknown[] =>
  [...Object.values(params), query, body, answer, ...Object.values(richErrors)].filter(
    (schema) => schema !== undefined,
  );

const nameOf = (schema: unknown): string | undefined => NAMES.get(schema);
/** The type that a name stands in: that of the whole for a field. */
const typeOf = (schema: unknown): string | undefined => nameOf(schema)?.split('[')[0];
const named = (schema: unknown): string =>
  nameOf(schema) === undefined ? 'see OpenAPI' : `\`${nameOf(schema) ?? ''}\``;

function section(operation: Operation): string[] {
  const { method, path, summary, params = {}, query, body, answer, richErrors = {}, limit } = operation;
  const { statuses = [answer === undefined ? 204 : 200] } = operation;
  const errors = errorsOf(operation).map((status) =>
    richErrors[status] === undefined ? String(status) : `${status} ${named(richErrors[status])}`,
  );
  const parameters = Object.entries(params).map(([name, schema]) => `\`${name}\` ${named(schema)}`);
  const lines = [
    parameters.length > 0 ? `- Path: ${parameters.join(', ')}` : '',
    query === undefined ? '' : `- Query: ${named(query)}`,
    body === undefined ? '' : `- Body: ${named(body)}`,
    `- Answer: ${statuses.join(', ')}${answer === undefined ? '' : ` ${named(answer)}`}`,
    `- Errors: ${errors.join(', ')}`,
    `- Limit: ${limit.burst}, then one in ${limit.refillMs} ms`,
  ];
  return [`### \`${method.toUpperCase()} ${path}\``, '', summary, '', ...lines.filter((line) => line !== '')];
}
