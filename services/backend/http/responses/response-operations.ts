import {
  CANNED_RESPONSES_PATH,
  EditableResponse,
  NewResponse,
  ResponseConflict,
  ResponseId,
  ResponsePatch,
  ResponsesPage,
  ResponsesQuery,
  ResponseVersions,
  RestoreVersion,
  SimilarAnswer,
  SimilarRequest,
} from '@flex-sync-suite/shared/contract';
import { Refusal } from '../../base/refusal';
import { noSuchResponse } from '../../commands/responses/opened-library';
import type { ResponseCommands, ResponseEdit } from '../../commands/responses/response-commands';
import { decodeResponseCursor } from '../../commands/responses/response-cursor';
import type { FindSimilar } from '../../commands/responses/similar-responses';
import { goneSignal } from '../gone-signal';
import { serving, type ServedOperation } from '../operations/operation';

const READS = { burst: 60, refillMs: 250 };
const EDITS = { burst: 60, refillMs: 500 };
/** A look through whole libraries; an editor asks when the writer pauses. */
const COMPARISONS = { burst: 10, refillMs: 1_000 };

/** A response, in the path of an operation. */
export const ONE_RESPONSE = {
  path: `${CANNED_RESPONSES_PATH}/{id}`,
  params: { id: ResponseId },
  missing: noSuchResponse,
} as const;

/** The responses that the caller may edit, and each of them. */
export const responseOperations = (
  responses: ResponseCommands,
  findSimilar: FindSimilar,
): readonly ServedOperation[] => [
  ...listOperations(responses, findSimilar),
  ...contentOperations(responses),
  ...versionOperations(responses),
];

const listOperations = (responses: ResponseCommands, findSimilar: FindSimilar): readonly ServedOperation[] => [
  serving(
    {
      method: 'get',
      path: CANNED_RESPONSES_PATH,
      summary: 'The responses that the caller may edit, by title.',
      query: ResponsesQuery,
      answer: ResponsesPage,
      errors: [],
      limit: READS,
    },
    ({ caller, query }) => responses.page(caller, query, decodeResponseCursor(query.after, query.sort)),
  ),
  serving(
    {
      method: 'post',
      path: `${CANNED_RESPONSES_PATH}/similar`,
      summary: 'The responses that a text is most like.',
      body: SimilarRequest,
      answer: SimilarAnswer,
      errors: [404, 409],
      limit: COMPARISONS,
    },
    ({ caller, body, reply }) => findSimilar(caller, body, goneSignal(reply)),
  ),
];

const contentOperations = (responses: ResponseCommands): readonly ServedOperation[] => [
  serving(
    {
      method: 'post',
      path: CANNED_RESPONSES_PATH,
      summary: 'Makes a response.',
      body: NewResponse,
      bodyName: 'response',
      answer: EditableResponse,
      statuses: [201],
      errors: [403, 404, 409, 422],
      limit: EDITS,
    },
    async ({ caller, body, reply }) => reply.code(201).send(await responses.create(caller, body)),
  ),
  serving(
    {
      ...ONE_RESPONSE,
      method: 'get',
      summary: 'One response.',
      answer: EditableResponse,
      errors: [],
      limit: READS,
    },
    ({ caller, params }) => responses.read(caller, params.id),
  ),
  serving(
    {
      ...ONE_RESPONSE,
      method: 'patch',
      summary: 'Changes a response, or its status.',
      body: ResponsePatch,
      bodyName: 'response',
      answer: EditableResponse,
      errors: [403, 422],
      richErrors: { 409: ResponseConflict },
      limit: EDITS,
    },
    async ({ caller, params, body }) => savedOf(await responses.edit(caller, params.id, body)),
  ),
];

const versionOperations = (responses: ResponseCommands): readonly ServedOperation[] => [
  serving(
    {
      ...ONE_RESPONSE,
      method: 'get',
      path: `${ONE_RESPONSE.path}/versions`,
      summary: 'The newest 100 versions of a response, the newest first.',
      answer: ResponseVersions,
      errors: [403],
      limit: READS,
    },
    ({ caller, params }) => responses.versions(caller, params.id),
  ),
  serving(
    {
      ...ONE_RESPONSE,
      method: 'post',
      path: `${ONE_RESPONSE.path}/restore`,
      summary: 'Makes the content of a version the content again.',
      body: RestoreVersion,
      answer: EditableResponse,
      errors: [403],
      richErrors: { 409: ResponseConflict },
      limit: EDITS,
    },
    async ({ caller, params, body }) => savedOf(await responses.restore(caller, params.id, body)),
  ),
];

/** @throws Refusal `conflict`, with the response as it is now */
function savedOf({ outcome, response }: ResponseEdit): EditableResponse {
  if (outcome === 'saved') return response;
  const sentence = 'The response was changed meanwhile: look at it as it is now, then save again.';
  throw new Refusal('conflict', 'conflict', sentence, { details: { current: response } });
}
