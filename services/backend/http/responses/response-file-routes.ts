import { Readable } from 'node:stream';
import { CANNED_RESPONSES_PATH, ExportQuery, ImportQuery, type ImportReport } from '@flex-sync-suite/shared/contract';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { inTurns, pieceByPiece } from '../../base/event-loop';
import { parsed } from '../parsed';
import { callersWithin, cannedScope, type CannedScopeOptions } from './canned-scope';
import { goneSignal } from '../gone-signal';
import { createLane } from '../../base/lane';
import { Refusal } from '../../base/refusal';
import { readBody } from '../read-body';
import { readResponseCsv } from '../../commands/responses/files/response-csv';
import { responsesAsCsv, responsesAsJson } from '../../commands/responses/export-responses';
import type { FileContent } from '../../commands/responses/files/response-file';
import type { ResponseFiles } from '../../commands/responses/import-responses';
import { readResponseJson } from '../../commands/responses/files/response-json';

export interface ResponseFileRoutesOptions extends CannedScopeOptions {
  readonly files: ResponseFiles;
  /** How long an import waits for another one. Its file waits in the socket, which is cut after 15 s. Default: 8 s. */
  readonly importWaitMs?: number;
}

const IMPORTS = { burst: 10, refillMs: 5_000 };
const BODY_LIMIT_BYTES = 10 * 1_024 * 1_024;
const CSV = 'text/csv';
const JSON_TYPE = 'application/json';
const RETRY_AFTER_SECONDS = 10;

/** `POST /canned-responses/import` and `GET /canned-responses/export`: see the contract. */
export async function responseFileRoutes(server: FastifyInstance, options: ResponseFileRoutesOptions): Promise<void> {
  const { files, importWaitMs = 8_000 } = options;
  const callerOf = callersWithin(options, IMPORTS);
  const importPath = `${CANNED_RESPONSES_PATH}/import`;
  const exportPath = `${CANNED_RESPONSES_PATH}/export`;
  /** An import takes many times its file in memory. */
  const lane = createLane();

  await cannedScope(server, options, { [importPath]: 'POST', [exportPath]: 'GET' }, (scope) => {
    // Left in the socket: 10 MiB are read from nobody without a token, and when it is their turn.
    scope.addContentTypeParser([CSV, JSON_TYPE], (_request, payload, done) => {
      done(null, payload);
    });

    scope.post(importPath, async (request, reply): Promise<ImportReport> => {
      const caller = await callerOf(request);
      const query = parsed(ImportQuery, request.query, 'query');
      const gone = goneSignal(reply);
      const leave = await lane.enter(AbortSignal.any([gone, AbortSignal.timeout(importWaitMs)])).catch(refuse);
      try {
        return await files.import(caller, await readFile(request), query);
      } finally {
        leave();
      }
    });

    scope.get(exportPath, async (request, reply) => {
      const caller = await callerOf(request);
      const { library, format } = parsed(ExportQuery, request.query, 'query');
      const responses = await files.export(caller, library);
      void reply.header('Content-Disposition', `attachment; filename="canned-responses.${library}.${format}"`);
      void reply.type(`${format === 'csv' ? CSV : JSON_TYPE}; charset=utf-8`);
      const pieces = format === 'csv' ? responsesAsCsv(responses) : responsesAsJson(responses);
      return reply.send(Readable.from(pieceByPiece(pieces)));
    });
  });
}

function refuse(reason: unknown): never {
  if (reason instanceof Refusal) throw reason;
  throw new Refusal('unavailable', 'import_busy', 'Another import is under way: try again soon.', RETRY_AFTER_SECONDS);
}

/** @throws Refusal `invalid` for what is no file of responses at all, `too-large`, `wrong-type` */
async function readFile({ raw, headers, body }: FastifyRequest): Promise<FileContent> {
  if (body === undefined) throw new Refusal('wrong-type', 'unsupported_media_type', `Send ${CSV} or ${JSON_TYPE}.`);
  const file = await readBody(raw, BODY_LIMIT_BYTES);
  const isJson = headers['content-type']?.toLowerCase().startsWith(JSON_TYPE) === true;
  return inTurns(isJson ? readResponseJson(file) : readResponseCsv(file));
}
