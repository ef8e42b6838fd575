import { Readable } from 'node:stream';
import {
  CANNED_RESPONSES_PATH,
  ExportQuery,
  ImportQuery,
  ImportReport,
  PortableResponse,
} from '@flex-sync-suite/shared/contract';
import type { FastifyRequest } from 'fastify';
import * as v from 'valibot';
import { inTurns, pieceByPiece } from '../../base/event-loop';
import { createLane } from '../../base/lane';
import { Refusal } from '../../base/refusal';
import { responsesAsCsv, responsesAsJson } from '../../commands/responses/export-responses';
import { readResponseCsv } from '../../commands/responses/files/response-csv';
import type { FileContent } from '../../commands/responses/files/response-file';
import { readResponseJson } from '../../commands/responses/files/response-json';
import type { ResponseFiles } from '../../commands/responses/import-responses';
import { goneSignal } from '../gone-signal';
import { serving, type ServedOperation } from '../operations/operation';
import { readBody } from '../read-body';

export interface ResponseFileOptions {
  /** How long an import waits for another one. Its file waits in the socket, which is cut after 15 s. Default: 8 s. */
  readonly importWaitMs?: number;
}

const IMPORTS = { burst: 10, refillMs: 5_000 };
const BODY_LIMIT_BYTES = 10 * 1_024 * 1_024;
const CSV = 'text/csv';
const JSON_TYPE = 'application/json';
const RETRY_AFTER_SECONDS = 10;

/** Whole libraries in and out. */
export function responseFileOperations(
  files: ResponseFiles,
  { importWaitMs = 8_000 }: ResponseFileOptions = {},
): readonly ServedOperation[] {
  /** An import takes many times its file in memory. */
  const lane = createLane();
  return [
    serving(
      {
        method: 'post',
        path: `${CANNED_RESPONSES_PATH}/import`,
        summary: 'Imports responses from JSON, or from a CSV file of the type text/csv: all of them or none.',
        query: ImportQuery,
        body: v.array(PortableResponse),
        // 10 MiB are read from nobody without a token, and when it is their turn.
        streamed: [CSV, JSON_TYPE],
        answer: ImportReport,
        errors: [403, 404],
        limit: IMPORTS,
      },
      async ({ caller, query, request, reply }) => {
        const leave = await lane
          .enter(AbortSignal.any([goneSignal(reply), AbortSignal.timeout(importWaitMs)]))
          .catch(refuse);
        try {
          return await files.import(caller, await readFile(request), query);
        } finally {
          leave();
        }
      },
    ),
    serving(
      {
        method: 'get',
        path: `${CANNED_RESPONSES_PATH}/export`,
        summary: 'All responses of a library, as JSON or as a CSV file.',
        query: ExportQuery,
        answer: v.array(PortableResponse),
        errors: [403, 404],
        limit: IMPORTS,
      },
      async ({ caller, query: { library, format }, reply }) => {
        const responses = await files.export(caller, library);
        void reply.header('Content-Disposition', `attachment; filename="canned-responses.${library}.${format}"`);
        void reply.type(`${format === 'csv' ? CSV : JSON_TYPE}; charset=utf-8`);
        const pieces = format === 'csv' ? responsesAsCsv(responses) : responsesAsJson(responses);
        return reply.send(Readable.from(pieceByPiece(pieces)));
      },
    ),
  ];
}

function refuse(reason: unknown): never {
  if (reason instanceof Refusal) throw reason;
  throw new Refusal('unavailable', 'import_busy', 'Another import is under way: try again soon.', {
    retryAfterSeconds: RETRY_AFTER_SECONDS,
  });
}

/** @throws Refusal `invalid` for what is no file of responses at all, `too-large`, `wrong-type` */
async function readFile({ raw, headers, body }: FastifyRequest): Promise<FileContent> {
  if (body === undefined) throw new Refusal('wrong-type', 'unsupported_media_type', `Send ${CSV} or ${JSON_TYPE}.`);
  const file = await readBody(raw, BODY_LIMIT_BYTES);
  const isJson = headers['content-type']?.toLowerCase().startsWith(JSON_TYPE) === true;
  return inTurns(isJson ? readResponseJson(file) : readResponseCsv(file));
}
