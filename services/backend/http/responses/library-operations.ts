import {
  LIBRARIES_PATH,
  LibrariesAnswer,
  Library,
  LibraryConflict,
  LibraryId,
  LibraryPatch,
  NewLibrary,
} from '@flex-sync-suite/shared/contract';
import { Refusal } from '../../base/refusal';
import type { LibraryCommands } from '../../commands/responses/library-commands';
import { noSuchLibrary } from '../../commands/responses/opened-library';
import { serving, type ServedOperation } from '../operations/operation';

const READS = { burst: 60, refillMs: 250 };
const EDITS = { burst: 30, refillMs: 1_000 };
/** A thousand members are 35 KiB. */
const BODY_LIMIT_BYTES = 512 * 1_024;

const one = { path: `${LIBRARIES_PATH}/{id}`, params: { id: LibraryId }, missing: noSuchLibrary } as const;

/** Libraries, as the caller may see and change them. */
export const libraryOperations = (libraries: LibraryCommands): readonly ServedOperation[] => [
  listLibraries(libraries),
  createLibrary(libraries),
  editLibrary(libraries),
  removeLibrary(libraries),
];

const listLibraries = (libraries: LibraryCommands): ServedOperation =>
  serving(
    {
      method: 'get',
      path: LIBRARIES_PATH,
      summary: 'The libraries that the caller may use, and what it may do in each.',
      answer: LibrariesAnswer,
      errors: [],
      limit: READS,
    },
    ({ caller }) => libraries.list(caller),
  );

const createLibrary = (libraries: LibraryCommands): ServedOperation =>
  serving(
    {
      method: 'post',
      path: LIBRARIES_PATH,
      summary: 'Makes a library.',
      body: NewLibrary,
      bodyName: 'library',
      answer: Library,
      // 200 for the personal library that is there already.
      statuses: [200, 201],
      errors: [403],
      limit: EDITS,
    },
    async ({ caller, body, reply }) => {
      const { isNew, library } = await libraries.create(caller, body);
      return reply.code(isNew ? 201 : 200).send(library);
    },
  );

const editLibrary = (libraries: LibraryCommands): ServedOperation =>
  serving(
    {
      ...one,
      method: 'patch',
      summary: 'Changes the name, the members or the leads of a library.',
      body: LibraryPatch,
      bodyName: 'library',
      bodyLimitBytes: BODY_LIMIT_BYTES,
      answer: Library,
      errors: [403, 422],
      richErrors: { 409: LibraryConflict },
      limit: EDITS,
    },
    async ({ caller, params, body }) => {
      const { outcome, library } = await libraries.edit(caller, params.id, body);
      if (outcome === 'saved') return library;
      const sentence = 'The library was changed meanwhile: look at it as it is now, then save again.';
      throw new Refusal('conflict', 'conflict', sentence, { details: { current: library } });
    },
  );

const removeLibrary = (libraries: LibraryCommands): ServedOperation =>
  serving(
    {
      ...one,
      method: 'delete',
      summary: 'Removes a library in which nothing is published.',
      errors: [403, 409],
      limit: EDITS,
    },
    async ({ caller, params }) => {
      await libraries.remove(caller, params.id);
      return undefined;
    },
  );
