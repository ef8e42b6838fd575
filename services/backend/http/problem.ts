import type { HttpError } from '@flex-sync-suite/shared/contract';
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { BoundedLog } from '../base/bounded-log';
import { StoreUnavailable } from '../store/unavailable';

/** An answer that says what is wrong. Thrown by routes; becomes the contract's {@link HttpError}. */
export class HttpProblem extends Error {
  override readonly name = 'HttpProblem';

  constructor(
    readonly status: number,
    /** Stable machine-readable code. */
    readonly code: string,
    /** One sentence for a person: what is wrong and what to do. */
    message: string,
    /** Sent as `Retry-After`; undefined sends none. */
    readonly retryAfterSeconds?: number,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

/**
 * Gives every error of the server, Fastify's own included, the contract's one shape. Failures of ours are logged at a
 * bounded rate: while the database is away, each callback that Twilio sends again would be one more stack.
 */
export function answerProblems(server: FastifyInstance, boundedLog: BoundedLog): void {
  server.setErrorHandler<FastifyError | HttpProblem | StoreUnavailable>((error, request, reply) => {
    const problem = problemOf(error);
    if (problem.status >= 500) {
      const { code } = problem;
      const { method, url: route = 'unknown route' } = request.routeOptions;
      boundedLog.note(`${code} ${String(method)} ${route}`, (requests) => {
        request.log.error({ err: error, code, method, route, requests }, 'requests failed');
      });
    }
    return sendProblem(problem, request, reply);
  });
  server.setNotFoundHandler((request, reply) =>
    sendProblem(new HttpProblem(404, 'not_found', 'There is no such route.'), request, reply),
  );
}

/** Answers with a problem, without a line in the log. */
export function sendProblem(problem: HttpProblem, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  // Fastify closes the connection of a body that it refuses; while more of it comes, that would reset the connection, and
  // the caller would not see the answer. The server lets the rest go instead.
  if (!request.raw.complete) void reply.removeHeader('connection');
  if (problem.retryAfterSeconds !== undefined) void reply.header('Retry-After', String(problem.retryAfterSeconds));
  const body: HttpError = { code: problem.code, message: problem.message, requestId: request.id };
  return reply.code(problem.status).send(body);
}

/** What Fastify itself refuses: https://fastify.dev/docs/latest/Reference/Errors/. The request is to blame below 500. */
export function problemOf(error: FastifyError | HttpProblem | StoreUnavailable): HttpProblem {
  if (error instanceof HttpProblem) return error;
  if (error instanceof StoreUnavailable) {
    const message = 'The database is not available now. Try again in a moment.';
    return new HttpProblem(503, 'store_unavailable', message, 1, { cause: error });
  }
  const { statusCode = 500 } = error;
  switch (statusCode) {
    case 413:
      return new HttpProblem(413, 'too_large', 'The body is larger than this route takes.');
    case 415:
      return new HttpProblem(415, 'unsupported_media_type', 'This route does not take that Content-Type.');
    default:
      return statusCode >= 400 && statusCode < 500
        ? new HttpProblem(statusCode, 'invalid_request', 'The request could not be read.')
        : new HttpProblem(500, 'internal', 'The backend failed; its log has the details.');
  }
}
