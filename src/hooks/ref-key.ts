import type { SyncReadRef } from '../sync';

/** Equal for two definitions of the same object, however often they are built. */
export const refKey = ({ scope, kind, schemaHash, uniqueName }: SyncReadRef): string =>
  `${scope}:${kind}:${schemaHash}:${uniqueName}`;
