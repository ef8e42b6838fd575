import {
  LIBRARIES_PATH,
  LibraryId,
  LibraryPatch,
  NewLibrary,
  type LibrariesAnswer,
  type Library,
} from '@flex-sync-suite/shared/contract';
import type { FastifyInstance } from 'fastify';
import * as v from 'valibot';
import { noSuchLibrary } from '../../commands/responses/canned-caller';
import { parsed } from '../parsed';
import { callersWithin, cannedScope, type CannedScopeOptions } from './canned-scope';
import type { LibraryCommands } from '../../commands/responses/library-commands';

export interface LibraryRoutesOptions extends CannedScopeOptions {
  readonly libraries: LibraryCommands;
}

interface LibraryParams {
  readonly Params: { readonly id: string };
}

const READS = { burst: 60, refillMs: 250 };
const EDITS = { burst: 30, refillMs: 1_000 };
/** A thousand members are 35 KiB. */
const BODY_LIMIT_BYTES = 512 * 1_024;

/** `GET|POST /libraries`, `PATCH|DELETE /libraries/{id}`: see the contract. */
export async function libraryRoutes(server: FastifyInstance, options: LibraryRoutesOptions): Promise<void> {
  const { libraries } = options;
  const reader = callersWithin(options, READS);
  const editor = callersWithin(options, EDITS);
  const libraryPath = `${LIBRARIES_PATH}/:id`;

  await cannedScope(server, options, { [LIBRARIES_PATH]: 'GET, POST', [libraryPath]: 'PATCH, DELETE' }, (scope) => {
    scope.get(LIBRARIES_PATH, async (request): Promise<LibrariesAnswer> => libraries.list(await reader(request)));

    scope.post(LIBRARIES_PATH, async (request, reply) => {
      const caller = await editor(request);
      const { isNew, library } = await libraries.create(caller, parsed(NewLibrary, request.body, 'library'));
      return reply.code(isNew ? 201 : 200).send(library);
    });

    scope.patch<LibraryParams>(
      libraryPath,
      { bodyLimit: BODY_LIMIT_BYTES },
      async (request, reply): Promise<Library> => {
        const caller = await editor(request);
        const id = libraryIdOf(request.params.id);
        const { outcome, library } = await libraries.edit(caller, id, parsed(LibraryPatch, request.body, 'library'));
        if (outcome === 'saved') return library;
        return reply.code(409).send({
          code: 'conflict',
          message: 'The library was changed meanwhile: look at it as it is now, then save again.',
          requestId: request.id,
          current: library,
        });
      },
    );

    scope.delete<LibraryParams>(libraryPath, async (request, reply) => {
      const caller = await editor(request);
      await libraries.remove(caller, libraryIdOf(request.params.id));
      return reply.code(204).send();
    });
  });
}

/** Text that is no id names no library either. */
function libraryIdOf(text: string): LibraryId {
  const id = v.safeParse(LibraryId, text);
  if (!id.success) throw noSuchLibrary();
  return id.output;
}
