import {
  EXPLORER_SERVICES_PATH,
  ExplorerItems,
  ExplorerItemsQuery,
  ExplorerKind,
  ExplorerObjects,
  ExplorerObjectsQuery,
  ExplorerServices,
  ExplorerSid,
  ExplorerValue,
  SyncServiceSid,
} from '@flex-sync-suite/shared/contract';
import type { Explorer } from '../../commands/explorer/explorer';
import { noSuchObject } from '../../commands/explorer/explorer-context';
import { serving, type ServedOperation } from '../operations/operation';

/** A page that asks again every second, of several things; Sync has a budget of its own. */
export const LOOKS = { burst: 60, refillMs: 100 };

/** A service. */
export const OF_SERVICE = {
  path: `${EXPLORER_SERVICES_PATH}/{serviceSid}`,
  params: { serviceSid: SyncServiceSid },
} as const;

/** One object. */
export const OF_OBJECT = {
  path: `${OF_SERVICE.path}/objects/{kind}/{sid}`,
  params: { ...OF_SERVICE.params, kind: ExplorerKind, sid: ExplorerSid },
  missing: noSuchObject,
} as const;

/** What answers {@link explorerOperations}. */
type Looking = Pick<Explorer, 'services' | 'objects' | 'value' | 'items'>;

/** What Sync holds, for those who may look at all of it. */
export const explorerOperations = (explorer: Looking): readonly ServedOperation[] => [
  serving(
    {
      ...{ method: 'get', path: EXPLORER_SERVICES_PATH, answer: ExplorerServices, errors: [403], limit: LOOKS },
      summary: 'The Sync services that may be looked at, and how they are set.',
    },
    ({ caller }) => explorer.services(caller),
  ),
  serving(
    {
      ...{ ...OF_SERVICE, method: 'get', path: `${OF_SERVICE.path}/objects`, query: ExplorerObjectsQuery },
      ...{ answer: ExplorerObjects, errors: [403], limit: LOOKS },
      summary: 'Objects of a Sync service, by kind and by what their names begin with.',
    },
    ({ caller, params, query }) => explorer.objects(caller, params.serviceSid, query),
  ),
  serving(
    {
      ...{ ...OF_OBJECT, method: 'get', answer: ExplorerValue, errors: [403], limit: LOOKS },
      summary: 'One object of Sync as it is now, with what may name or reach a person hidden.',
    },
    ({ caller, params }) => explorer.value(caller, params),
  ),
  serving(
    {
      ...{ ...OF_OBJECT, method: 'get', path: `${OF_OBJECT.path}/items`, query: ExplorerItemsQuery },
      ...{ answer: ExplorerItems, errors: [403], limit: LOOKS },
      summary: 'Items of a Map or List, in the order of their keys, with what may name or reach a person hidden.',
    },
    ({ caller, params, query }) => explorer.items(caller, params, query),
  ),
];
