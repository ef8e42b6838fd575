import type { HttpError } from '@flex-sync-suite/shared/contract';
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { BoundedLog } from '../base/bounded-log';
import { Refusal, type RefusalKind } from '../base/refusal';
import { StoreUnavailable } from '../base/store-unavailable';

/** An answer that says what is wrong, as the contract's {@link HttpError}. */
export interface Problem {
  readonly status: number;
  readonly code: string;
  readonly message: string;
  /** Sent as `Retry-After`; undefined sends none. */
  readonly retryAfterSeconds?: number | undefined;
  readonly details?: Readonly<Record<string, unknown>>;
}

const STATUS: Readonly<Record<RefusalKind, number>> = {
  invalid: 400,
  unauthenticated: 401,
  forbidden: 403,
  missing: 404,
  conflict: 409,
  'too-large': 413,
  'wrong-type': 415,
  unprocessable: 422,
  'too-often': 429,
  unavailable: 503,
};

/**
 * Gives every error of the server, Fastify's own included, the contract's one shape. Failures of ours are logged at a
 * bounded rate: while the database is away, each callback that Twilio sends again would be one more stack.
 */
export function answerProblems(server: FastifyInstance, boundedLog: BoundedLog): void {
  server.setErrorHandler<FastifyError | Refusal | StoreUnavailable>((error, request, reply) => {
    const problem = problemOf(error);
    if (problem.status >= 500) {
      const { code } = problem;
      const { method, url: route = 'unknown route' } = request.routeOptions;
      boundedLog.note(`${code} ${String(method)} ${route}`, (requests) => {
        request.log.error({ err: error, code, method, route, requests }, 'requests failed');
      });
    }
    return send(problem, request, reply);
  });
  server.setNotFoundHandler((request, reply) =>
    sendRefusal(new Refusal('missing', 'not_found', 'There is no such route.'), request, reply),
  );
}

/** Refuses without a line in the log. */
export const sendRefusal = (
  refusal: FastifyError | Refusal,
  request: FastifyRequest,
  reply: FastifyReply,
): FastifyReply => send(problemOf(refusal), request, reply);

function send(problem: Problem, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  // Fastify closes the connection of a body that it refuses; while more of it comes, that would reset the connection, and
  // the caller would not see the answer. The server lets the rest go instead.
  if (!request.raw.complete) void reply.removeHeader('connection');
  if (problem.retryAfterSeconds !== undefined) void reply.header('Retry-After', String(problem.retryAfterSeconds));
  const body: HttpError = { ...problem.details, code: problem.code, message: problem.message, requestId: request.id };
  return reply.code(problem.status).send(body);
}

/** What Fastify itself refuses: https://fastify.dev/docs/latest/Reference/Errors/. The request is to blame below 500. */
export function problemOf(error: FastifyError | Refusal | StoreUnavailable): Problem {
  if (error instanceof Refusal) {
    const { kind, code, message, retryAfterSeconds, details } = error;
    return { status: STATUS[kind], code, message, retryAfterSeconds, details };
  }
  if (error instanceof StoreUnavailable) {
    const message = 'The database is not available now. Try again in a moment.';
    return { status: 503, code: 'store_unavailable', message, retryAfterSeconds: 1 };
  }
  const { statusCode: status = 500 } = error;
  switch (status) {
    case 413:
      return { status, code: 'too_large', message: 'The body is larger than this route takes.' };
    case 415:
      return { status, code: 'unsupported_media_type', message: 'This route does not take that Content-Type.' };
    default:
      return status >= 400 && status < 500
        ? { status, code: 'invalid_request', message: 'The request could not be read.' }
        : { status: 500, code: 'internal', message: 'The backend failed; its log has the details.' };
  }
}
