import cors from '@fastify/cors';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Caller } from '../../commands/caller';
import type { FlexTokenCheck } from '../../twilio/flex-token';
import { flexCallerOf } from '../flex-caller';
import { answerPreflight } from '../preflight';
import type { Operation, ServedOperation } from './operation';
import { admitBeforeBody } from './before-body';
import { createRateLimit, refuseExcess, type RateLimit, type RateLimitOptions } from './rate-limit';

/** What lets a request of a browser in. */
export interface AdmissionOptions {
  /** Pages of these origins may call, and no others. */
  readonly flexOrigins: readonly string[];
  readonly checkFlexToken: FlexTokenCheck;
  readonly now: () => number;
}

/** Adds the routes of the operations, and what browsers ask before they call them. */
export async function serveOperations(
  server: FastifyInstance,
  options: AdmissionOptions,
  served: readonly ServedOperation[],
): Promise<void> {
  await server.register(async (scope) => {
    // No answer may be kept by anything between us and the user.
    scope.addHook('onSend', async (_request, reply) => {
      void reply.header('Cache-Control', 'no-store');
    });
    await scope.register(cors, {
      origin: [...options.flexOrigins],
      // The Flex token travels in a header, not in a cookie.
      credentials: false,
      allowedHeaders: ['authorization', 'content-type'],
      exposedHeaders: 'Retry-After',
      maxAge: 600,
      // Answered per path, below: a path without operations is answered 404.
      preflight: false,
    });
    // Fastify takes it by itself; no operation does.
    scope.removeContentTypeParser('text/plain');
    for (const [path, methods] of methodsByPath(served)) answerPreflight(scope, path, methods);
    const admit = admission(options);
    for (const each of served) await scope.register(routeOf(each, admit));
  });
}

/** Lets a request in, and tells whose it is. @throws Refusal `unauthenticated`, `unavailable`, `too-often` */
type Admit = (limit: RateLimitOptions, request: FastifyRequest) => Promise<Caller>;

function admission({ checkFlexToken, now }: AdmissionOptions): Admit {
  const limits = new Map<RateLimitOptions, RateLimit>();
  return async (options, request) => {
    const caller = await flexCallerOf(checkFlexToken, request.headers.authorization);
    const waitMs = limits.get(options) ?? createRateLimit(options);
    limits.set(options, waitMs);
    refuseExcess(waitMs(caller.identity, now()));
    return caller;
  };
}

const routeOf =
  ({ operation, answer }: ServedOperation, admit: Admit) =>
  (scope: FastifyInstance, _options: object, done: () => void): void => {
    const callerOf = admitBeforeBody(scope, (request) => admit(operation.limit, request));
    if (operation.streamed !== undefined) {
      scope.removeAllContentTypeParsers();
      scope.addContentTypeParser([...operation.streamed], (_request, payload, done) => {
        done(null, payload);
      });
    }
    scope.route({
      method: operation.method,
      url: urlOf(operation),
      ...(operation.bodyLimitBytes === undefined ? {} : { bodyLimit: operation.bodyLimitBytes }),
      handler: async (request: FastifyRequest, reply: FastifyReply): Promise<unknown> => {
        const answered = await answer(callerOf(request), request, reply);
        return operation.answer === undefined ? reply.code(204).send() : answered;
      },
    });
    done();
  };

/** `{name}` of OpenAPI as Fastify writes it. */
const urlOf = ({ path }: Operation): string => path.replace(/\{(\w+)\}/g, ':$1');

function methodsByPath(served: readonly ServedOperation[]): ReadonlyMap<string, readonly string[]> {
  const methods = new Map<string, readonly string[]>();
  for (const { operation } of served) {
    const url = urlOf(operation);
    methods.set(url, [...(methods.get(url) ?? []), operation.method.toUpperCase()]);
  }
  return methods;
}
