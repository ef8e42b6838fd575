import type { ClaimedObject } from '../../store/outbox/sync-objects';
import { untouched, type Projected, type ProjectionContext } from '../projection';
import { removeCollection } from '../writes/project-collection';
import { removeDocument } from '../writes/project-document';

/** Known to be in Sync, or maybe: the answer to a creation may have been lost. */
const isInSync = ({ revision, attempts }: ClaimedObject): boolean => revision !== null || attempts > 0;

/** What is not to be shown, or not any more, leaves Sync; most of it never was there. */
export const withoutMap = async (context: ProjectionContext, object: ClaimedObject): Promise<Projected> =>
  isInSync(object) ? removeCollection(context, object, 'map') : untouched(object);

/** As {@link withoutMap}, of a Document. */
export const withoutDocument = async (context: ProjectionContext, object: ClaimedObject): Promise<Projected> =>
  isInSync(object) ? removeDocument(context, object) : untouched(object);
