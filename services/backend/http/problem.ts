import type { HttpError } from '@flex-sync-suite/shared/contract';
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';

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

/** Gives every error of the server, Fastify's own included, the contract's one shape. */
export function answerProblems(server: FastifyInstance): void {
  server.setErrorHandler<FastifyError | HttpProblem>((error, request, reply) => {
    const problem = error instanceof HttpProblem ? error : fromFastify(error);
    if (problem.status >= 500) request.log.error({ err: error, code: problem.code }, 'request failed');
    return send(problem, request, reply);
  });
  server.setNotFoundHandler((request, reply) =>
    send(new HttpProblem(404, 'not_found', 'There is no such route.'), request, reply),
  );
}

function send(problem: HttpProblem, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  if (problem.retryAfterSeconds !== undefined) void reply.header('Retry-After', String(problem.retryAfterSeconds));
  const body: HttpError = { code: problem.code, message: problem.message, requestId: request.id };
  return reply.code(problem.status).send(body);
}

/** What Fastify itself refuses: https://fastify.dev/docs/latest/Reference/Errors/. The request is to blame below 500. */
function fromFastify(error: FastifyError): HttpProblem {
  switch (error.statusCode) {
    case 413:
      return new HttpProblem(413, 'too_large', 'The body is larger than this route takes.');
    case 415:
      return new HttpProblem(415, 'unsupported_media_type', 'This route does not take that Content-Type.');
    case 400:
      return new HttpProblem(400, 'invalid_request', 'The request could not be read.');
    default:
      return new HttpProblem(500, 'internal', 'The backend failed; its log has the details under this request id.');
  }
}
