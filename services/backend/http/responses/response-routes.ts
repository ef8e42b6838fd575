import {
  CANNED_RESPONSES_PATH,
  NewResponse,
  ResponseId,
  ResponsePatch,
  ResponsesQuery,
  RestoreVersion,
  SimilarRequest,
  type EditableResponse,
  type ResponsesPage,
  type ResponseVersions,
  type SimilarAnswer,
} from '@flex-sync-suite/shared/contract';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import * as v from 'valibot';
import { noSuchResponse } from '../../commands/responses/canned-caller';
import { parsed } from '../parsed';
import { callersWithin, cannedScope, type CannedScopeOptions } from './canned-scope';
import { goneSignal } from '../gone-signal';
import { decodeResponseCursor } from '../../commands/responses/response-cursor';
import type { ResponseEdit, ResponseCommands } from '../../commands/responses/response-commands';
import type { FindSimilar } from '../../commands/responses/similar-responses';

export interface ResponseRoutesOptions extends CannedScopeOptions {
  readonly responses: ResponseCommands;
  readonly findSimilar: FindSimilar;
}

interface ResponseParams {
  readonly Params: { readonly id: string };
}

const READS = { burst: 60, refillMs: 250 };
const EDITS = { burst: 60, refillMs: 500 };
/** A look through whole libraries; an editor asks when the writer pauses. */
const COMPARISONS = { burst: 10, refillMs: 1_000 };

/** The routes under `/canned-responses` for one response, and the list of those the caller may edit: see the contract. */
export async function responseRoutes(server: FastifyInstance, options: ResponseRoutesOptions): Promise<void> {
  const { responses, findSimilar } = options;
  const reader = callersWithin(options, READS);
  const editor = callersWithin(options, EDITS);
  const comparer = callersWithin(options, COMPARISONS);
  const one = `${CANNED_RESPONSES_PATH}/:id`;
  const similar = `${CANNED_RESPONSES_PATH}/similar`;
  const paths = {
    [CANNED_RESPONSES_PATH]: 'GET, POST',
    [similar]: 'POST',
    [one]: 'GET, PATCH',
    [`${one}/versions`]: 'GET',
    [`${one}/restore`]: 'POST',
  };

  await cannedScope(server, options, paths, (scope) => {
    scope.get(CANNED_RESPONSES_PATH, async (request): Promise<ResponsesPage> => {
      const caller = await reader(request);
      const query = parsed(ResponsesQuery, request.query, 'query');
      return responses.page(caller, query, decodeResponseCursor(query.after, query.sort));
    });

    scope.post(CANNED_RESPONSES_PATH, async (request, reply) => {
      const caller = await editor(request);
      const made = await responses.create(caller, parsed(NewResponse, request.body, 'response'));
      return reply.code(201).send(made);
    });

    scope.post(similar, async (request, reply): Promise<SimilarAnswer> => {
      const gone = goneSignal(reply);
      const caller = await comparer(request);
      return findSimilar(caller, parsed(SimilarRequest, request.body, 'body'), gone);
    });

    scope.get<ResponseParams>(one, async (request): Promise<EditableResponse> => {
      const caller = await reader(request);
      return responses.read(caller, responseIdOf(request.params.id));
    });

    scope.patch<ResponseParams>(one, async (request, reply): Promise<EditableResponse> => {
      const caller = await editor(request);
      const id = responseIdOf(request.params.id);
      return answer(await responses.edit(caller, id, parsed(ResponsePatch, request.body, 'response')), request, reply);
    });

    scope.get<ResponseParams>(`${one}/versions`, async (request): Promise<ResponseVersions> => {
      const caller = await reader(request);
      return responses.versions(caller, responseIdOf(request.params.id));
    });

    scope.post<ResponseParams>(`${one}/restore`, async (request, reply): Promise<EditableResponse> => {
      const caller = await editor(request);
      const id = responseIdOf(request.params.id);
      const restoration = parsed(RestoreVersion, request.body, 'body');
      return answer(await responses.restore(caller, id, restoration), request, reply);
    });
  });
}

function answer(
  { outcome, response }: ResponseEdit,
  request: FastifyRequest,
  reply: FastifyReply,
): EditableResponse | FastifyReply {
  if (outcome === 'saved') return response;
  return reply.code(409).send({
    code: 'conflict',
    message: 'The response was changed meanwhile: look at it as it is now, then save again.',
    requestId: request.id,
    current: response,
  });
}

/** Text that is no id names no response either. */
export function responseIdOf(text: string): ResponseId {
  const id = v.safeParse(ResponseId, text);
  if (!id.success) throw noSuchResponse();
  return id.output;
}
