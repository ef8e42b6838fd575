import {
  HttpError,
  RECENT_CALLS_PATH,
  RecentCall,
  RecentCallConflict,
  RecentCallPatch,
  RecentCallsPage,
  RecentCallsQuery,
  ReservationSid,
  RevealedParty,
  SYNC_TOKENS_PATH,
  SyncTokensRequest,
  SyncTokensResponse,
} from '@flex-sync-suite/shared/contract';
import { toJsonSchema, type ConversionConfig } from '@valibot/to-json-schema';
import type * as v from 'valibot';

type JsonSchema = ReturnType<typeof toJsonSchema>;

/** One operation of the API that browsers call, told with the contract's own schemas. */
export interface ApiOperation {
  readonly method: 'get' | 'post' | 'put' | 'patch' | 'delete';
  /** Parameters in braces. */
  readonly path: string;
  /** One sentence. */
  readonly summary: string;
  /** Schemas of the path's parameters, by name. */
  readonly params?: Readonly<Record<string, v.GenericSchema>>;
  /** The fields of the query. */
  readonly query?: v.ObjectSchema<v.ObjectEntries, undefined>;
  readonly body?: v.GenericSchema;
  /** The good answer; undefined for one without a body. */
  readonly answer?: v.GenericSchema;
  /** Statuses that the good answer comes with; 200 by default, 204 without a body. */
  readonly statuses?: readonly number[];
  /** Statuses of errors that this operation may answer besides 401, 429 and 503. */
  readonly errors: readonly number[];
  /** Errors that carry more than every error does, by status. */
  readonly richErrors?: Readonly<Record<number, v.GenericSchema>>;
}

const CALL_PATH = `${RECENT_CALLS_PATH}/{reservationSid}`;
const callParams = { reservationSid: ReservationSid };

/** What browsers may ask of the backend about tokens and recent calls. */
export const OPERATIONS: readonly ApiOperation[] = [
  {
    method: 'post',
    path: SYNC_TOKENS_PATH,
    summary: 'Trades the Flex token for Sync tokens with the least permissions.',
    body: SyncTokensRequest,
    answer: SyncTokensResponse,
    errors: [400, 403, 413],
  },
  {
    method: 'get',
    path: RECENT_CALLS_PATH,
    summary: 'The own calls, newest first.',
    query: RecentCallsQuery,
    answer: RecentCallsPage,
    errors: [400, 403],
  },
  {
    method: 'get',
    path: CALL_PATH,
    summary: 'One own call, with its whole texts.',
    params: callParams,
    answer: RecentCall,
    errors: [403, 404],
  },
  {
    method: 'patch',
    path: CALL_PATH,
    summary: 'Saves note and disposition of an own call.',
    params: callParams,
    body: RecentCallPatch,
    answer: RecentCall,
    errors: [400, 403, 404, 413],
    richErrors: { 409: RecentCallConflict },
  },
  {
    method: 'post',
    path: `${CALL_PATH}/reveal`,
    summary: 'The address of an own call without a mask; each request is put on record.',
    params: callParams,
    answer: RevealedParty,
    errors: [403, 404],
  },
];

/** Every operation needs a Flex token, is limited per user, and waits for a database and for Twilio. */
const COMMON_ERRORS = [401, 429, 503];

/**
 * Describes operations as OpenAPI 3.1 (https://spec.openapis.org/oas/v3.1.1.html). The schemas are those that requests
 * are checked with, so that this text cannot say anything else.
 *
 * @param serverUrl what browsers call the backend
 */
export function openApiDocument(operations: readonly ApiOperation[], serverUrl: string): object {
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

function described(operation: ApiOperation): object {
  const { summary, params = {}, query, body, answer, errors, richErrors = {} } = operation;
  const { statuses = [answer === undefined ? 204 : 200] } = operation;
  const parameters = [
    ...Object.entries(params).map(([name, schema]) => parameter('path', name, schemaOf(schema, 'input'), true)),
    ...queryParameters(query),
  ];
  const done = answer === undefined ? { description: 'Done.' } : json('Done.', schemaOf(answer, 'output'));
  const good = Object.fromEntries(statuses.map((status) => [status, done]));
  const bad = [...COMMON_ERRORS, ...errors].map((status) => [
    status,
    json('An error.', { $ref: '#/components/schemas/Error' }),
  ]);
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

function queryParameters(query: ApiOperation['query']): object[] {
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
