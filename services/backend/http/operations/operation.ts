import type { FastifyReply, FastifyRequest } from 'fastify';
import type * as v from 'valibot';
import type { Refusal } from '../../base/refusal';
import type { Caller } from '../../commands/caller';
import { parsed, parsedParams } from './parsed';
import type { RateLimitOptions } from './rate-limit';

/**
 * One operation of the API that browsers call. Route, preflight and OpenAPI come from it, so that none of them can say
 * anything else. Each needs a Flex token, is limited per user, and is kept by nothing on the way (`no-store`).
 */
export interface Operation {
  readonly method: 'get' | 'post' | 'put' | 'patch' | 'delete';
  /** Parameters in braces. */
  readonly path: string;
  /** One sentence. */
  readonly summary: string;
  /** Schemas of the path's parameters, by name. */
  readonly params?: Readonly<Record<string, v.GenericSchema>>;
  /** What is said when a parameter cannot name anything, as when it names nothing. */
  readonly missing?: () => Refusal;
  /** The fields of the query. */
  readonly query?: v.ObjectSchema<v.ObjectEntries, undefined>;
  readonly body?: v.GenericSchema;
  /** What the body is called in errors. Default: body. */
  readonly bodyName?: string;
  /** Default: 64 KiB. */
  readonly bodyLimitBytes?: number;
  /** Media types of a body that stays in the socket, for the operation to read when it is its turn. */
  readonly streamed?: readonly string[];
  /** The good answer; undefined for one without a body. */
  readonly answer?: v.GenericSchema;
  /** Statuses that the good answer comes with; 200 by default, 204 without a body. */
  readonly statuses?: readonly number[];
  /** Statuses of errors besides those that follow from the rest: {@link errorsOf}. */
  readonly errors: readonly number[];
  /** Errors that carry more than every error does, by status. */
  readonly richErrors?: Readonly<Record<number, v.GenericSchema>>;
  /** Requests of one user. Operations that name the same object share it. */
  readonly limit: RateLimitOptions;
}

/** The statuses of all errors that an operation may answer. */
export function errorsOf({ params, query, body, errors, richErrors = {} }: Operation): readonly number[] {
  const statuses = [
    // Every operation needs a Flex token, is limited per user, and waits for a database and for Twilio.
    ...[401, 429, 503],
    ...(query === undefined ? [] : [400]),
    ...(body === undefined ? [] : [400, 413, 415]),
    ...(params === undefined ? [] : [404]),
    ...errors,
    ...Object.keys(richErrors).map(Number),
  ];
  return [...new Set(statuses)].sort((a, b) => a - b);
}

type Output<Schema> = Schema extends v.GenericSchema ? v.InferOutput<Schema> : undefined;

/** A request that was let in, with all that it sent checked. */
export interface Asked<O extends Operation> {
  readonly caller: Caller;
  readonly params: { readonly [Name in keyof O['params']]: Output<O['params'][Name]> };
  readonly query: Output<O['query']>;
  /** Undefined for a body that stays in the socket. */
  readonly body: O extends { readonly streamed: readonly string[] } ? undefined : Output<O['body']>;
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
}

type Answered<O extends Operation> = O['answer'] extends v.GenericSchema
  ? v.InferOutput<O['answer']> | FastifyReply
  : undefined;

/** An operation, and what answers it. */
export interface ServedOperation {
  readonly operation: Operation;
  readonly answer: (caller: Caller, request: FastifyRequest, reply: FastifyReply) => Promise<unknown>;
}

/**
 * Joins an operation with what answers it.
 * @param answer is asked once the caller is known and all that was sent is checked; refuses with a `Refusal`
 */
export function serving<const O extends Operation>(
  operation: O,
  answer: (asked: Asked<O>) => Promise<Answered<O>>,
): ServedOperation {
  const { params, missing, query, body, bodyName = 'body', streamed } = operation;
  return {
    operation,
    answer: (caller, request, reply) => {
      const asked = {
        params: parsedParams(params, request.params, missing),
        query: query === undefined ? undefined : parsed(query, request.query, 'query'),
        body: body === undefined || streamed !== undefined ? undefined : parsed(body, request.body, bodyName),
      };
      // The schemas of the operation made these values: its type says what they make.
      return answer({ ...(asked as Pick<Asked<O>, 'params' | 'query' | 'body'>), caller, request, reply });
    },
  };
}
