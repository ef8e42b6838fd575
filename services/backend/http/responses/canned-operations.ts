import type { CannedCommandOptions } from '../../commands/responses/canned-command-options';
import { createFavoriteCommands } from '../../commands/responses/favorite-commands';
import { createResponseFiles } from '../../commands/responses/import-responses';
import { createLibraryCommands } from '../../commands/responses/library-commands';
import { createResponseCommands } from '../../commands/responses/response-commands';
import { createRuleCommands } from '../../commands/responses/rule-commands';
import { createFindSimilar } from '../../commands/responses/similar-responses';
import type { ServedOperation } from '../operations/operation';
import { favoriteOperations } from './favorite-operations';
import { libraryOperations } from './library-operations';
import { responseFileOperations } from './response-file-operations';
import { responseOperations } from './response-operations';
import { ruleOperations } from './rule-operations';

/** All that browsers may ask about libraries, canned responses and favourites, over one database. */
export const cannedOperations = (options: CannedCommandOptions): readonly ServedOperation[] => [
  ...libraryOperations(createLibraryCommands(options)),
  ...responseOperations(createResponseCommands(options), createFindSimilar(options.database)),
  ...ruleOperations(createRuleCommands(options)),
  ...responseFileOperations(createResponseFiles(options)),
  ...favoriteOperations(createFavoriteCommands(options)),
];
