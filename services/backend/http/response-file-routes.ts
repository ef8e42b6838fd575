import { CANNED_RESPONSES_PATH, ExportQuery, ImportQuery, type ImportReport } from '@flex-sync-suite/shared/contract';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { parsed } from './canned-input';
import { callersWithin, cannedScope, type CannedScopeOptions } from './canned-scope';
import { HttpProblem } from './problem';
import { readResponseCsv, writeResponseCsv, type FileContent } from './response-csv';
import { readResponseJson } from './response-file';
import type { ResponseFiles } from './response-import';

export interface ResponseFileRoutesOptions extends CannedScopeOptions {
  readonly files: ResponseFiles;
}

const IMPORTS = { burst: 10, refillMs: 5_000 };
const BODY_LIMIT_BYTES = 10 * 1_024 * 1_024;
const CSV = 'text/csv';

/** `POST /canned-responses/import` and `GET /canned-responses/export`: see the contract. */
export async function responseFileRoutes(server: FastifyInstance, options: ResponseFileRoutesOptions): Promise<void> {
  const { files } = options;
  const callerOf = callersWithin(options, IMPORTS);
  const importPath = `${CANNED_RESPONSES_PATH}/import`;
  const exportPath = `${CANNED_RESPONSES_PATH}/export`;

  await cannedScope(server, options, { [importPath]: 'POST', [exportPath]: 'GET' }, (scope) => {
    scope.addContentTypeParser(CSV, { parseAs: 'buffer' }, (_request, body, done) => {
      done(null, body);
    });

    // 10 MiB are read from nobody without a token.
    const onRequest = async (request: FastifyRequest): Promise<void> => {
      await callerOf(request);
    };
    scope.post(importPath, { bodyLimit: BODY_LIMIT_BYTES, onRequest }, async (request): Promise<ImportReport> => {
      const caller = await callerOf(request);
      const { library, dryRun } = parsed(ImportQuery, request.query, 'query');
      return files.import(caller, library, fileOf(request), dryRun === 'true');
    });

    scope.get(exportPath, async (request, reply) => {
      const caller = await callerOf(request);
      const { library, format } = parsed(ExportQuery, request.query, 'query');
      const responses = await files.export(caller, library);
      void reply.header('Content-Disposition', `attachment; filename="canned-responses.${library}.${format}"`);
      return format === 'csv'
        ? reply.type(`${CSV}; charset=utf-8`).send(writeResponseCsv(responses))
        : reply.type('application/json; charset=utf-8').send(JSON.stringify(responses, null, 2));
    });
  });
}

function fileOf({ body }: FastifyRequest): FileContent {
  if (!Buffer.isBuffer(body)) return readResponseJson(body);
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(body);
  } catch {
    throw new HttpProblem(400, 'invalid_encoding', 'The file is not UTF-8: save it as "CSV UTF-8".');
  }
  return readResponseCsv(text);
}
