import type { Explorer } from '../../commands/explorer/explorer';
import type { ServedOperation } from '../operations/operation';
import { explorerObjectOperations } from './explorer-object-operations';
import { findingsOperations } from './findings-operations';
import { explorerOperations } from './explorer-operations';

/** All operations of the Sync explorer on what Sync holds. */
export const allExplorerOperations = (explorer: Explorer): readonly ServedOperation[] => [
  ...explorerOperations(explorer),
  ...explorerObjectOperations(explorer),
  ...findingsOperations(explorer),
];
