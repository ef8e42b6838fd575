import { HttpError } from '@flex-sync-suite/shared/contract';
import { toJsonSchema, type ConversionConfig } from '@valibot/to-json-schema';
import type * as v from 'valibot';
import { errorsOf, type Operation } from './operation';

type JsonSchema = ReturnType<typeof toJsonSchema>;

/**
 * Describes operations as OpenAPI 3.1 (https://spec.openapis.org/oas/v3.1.1.html). The schemas are those that requests
 * are checked with, so that this text cannot say anything else.
 *
 * @param serverUrl what browsers call the backend
 */
export function openApiDocument(operations: readonly Operation[], serverUrl: string): object {
  const paths: Record<string, Record<string, object>> = {};
  for (const operation of operations) (paths[operation.path] ??= {})[operation.method] = described(operation);
  return {
    openapi: '3.1.1',
    info: { title: 'Flex Sync Suite backend', version: '1' },
    servers: [{ url: serverUrl }],
    security: [{ flexToken: [] }],
    paths,
    components: {
      schemas: { Error: schemaOf(HttpError, 'output') },
      securitySchemes: { flexToken: { type: 'http', scheme: 'bearer', description: 'The Flex token of the user.' } },
    },
  };
}

function described(operation: Operation): object {
  const { summary, params = {}, query, body, answer, richErrors = {} } = operation;
  const { statuses = [answer === undefined ? 204 : 200] } = operation;
  const parameters = [
    ...Object.entries(params).map(([name, schema]) => parameter('path', name, schemaOf(schema, 'input'), true)),
    ...queryParameters(query),
  ];
  const done = answer === undefined ? { description: 'Done.' } : json('Done.', schemaOf(answer, 'output'));
  const good = Object.fromEntries(statuses.map((status) => [status, done]));
  const bad = errorsOf(operation).map((status) => [status, json('An error.', { $ref: '#/components/schemas/Error' })]);
  const rich = Object.entries(richErrors).map(([status, schema]) => [
    status,
    json('An error that carries more.', schemaOf(schema, 'output')),
  ]);
  return {
    summary,
    ...(parameters.length === 0 ? {} : { parameters }),
    ...(body === undefined ? {} : { requestBody: { required: true, ...content(schemaOf(body, 'input')) } }),
    responses: { ...good, ...(Object.fromEntries([...bad, ...rich]) as object) },
  };
}

function queryParameters(query: Operation['query']): object[] {
  if (query === undefined) return [];
  const { properties = {}, required = [] } = schemaOf(query, 'input');
  return Object.entries(properties).map(([name, schema]) => parameter('query', name, schema, required.includes(name)));
}

const parameter = (place: 'path' | 'query', name: string, schema: unknown, required: boolean): object => ({
  name,
  in: place,
  required,
  schema,
});

const content = (schema: object): object => ({ content: { 'application/json': { schema } } });

const json = (description: string, schema: object): object => ({ description, ...content(schema) });

/** @param typeMode what is sent, or what comes out of the check: a number in a query is sent as text */
function schemaOf(schema: v.GenericSchema, typeMode: NonNullable<ConversionConfig['typeMode']>): JsonSchema {
  // JSON Schema has no word for some checks, such as "not in the past": the type is told, the check is left out.
  const described = toJsonSchema(schema, { typeMode, errorMode: 'ignore' });
  // OpenAPI 3.1 has this dialect already.
  delete described.$schema;
  return described;
}
