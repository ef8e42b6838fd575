import { isTrackedName, isTrackersOwnName } from '@flex-sync-suite/shared/contract';
import { storableText } from '../../base/storable-text';
import type { SyncChange } from '../../store/activity/sync-changes';
import { toldData, toldWords } from './told-data';
import { Unusable } from './unusable';

/** The account and its Sync service whose objects are ours. */
export interface SyncHome {
  readonly accountSid: string;
  readonly syncServiceSid: string;
}

/** What a webhook of Sync comes to. */
export type ReadWebhook =
  | { readonly kind: 'change'; readonly change: SyncChange }
  /** Made over REST, as everything that we write. */
  | { readonly kind: 'own' }
  /** About nothing that the activity tracker keeps. */
  | { readonly kind: 'other' }
  | { readonly kind: 'dead'; readonly reason: string };

/** The fields of a webhook, by its type (docs.twilio.com, "Sync webhooks"). */
interface Shape {
  readonly of: 'Document' | 'Map';
  readonly revision: 'DocumentRevision' | 'MapRevision' | 'EventId';
  readonly key?: 'ItemKey';
  readonly data?: 'DocumentData' | 'ItemData';
}

const DOCUMENT: Shape = { of: 'Document', revision: 'DocumentRevision' };
const MAP: Shape = { of: 'Map', revision: 'MapRevision' };
const ITEM: Shape = { of: 'Map', revision: 'EventId', key: 'ItemKey' };
const SHAPES: ReadonlyMap<string, Shape> = new Map<string, Shape>([
  ['document_created', { ...DOCUMENT, data: 'DocumentData' }],
  ['document_updated', { ...DOCUMENT, data: 'DocumentData' }],
  ['document_removed', DOCUMENT],
  ['map_created', MAP],
  ['map_removed', MAP],
  ['map_item_added', { ...ITEM, data: 'ItemData' }],
  ['map_item_updated', { ...ITEM, data: 'ItemData' }],
  ['map_item_removed', ITEM],
]);
/** Lists are none of the tracker's objects, and who is connected is no change. */
const OTHER = /^(?:list_(?:item_)?[a-z]+|endpoint_(?:dis)?connected)$/u;

/** Sync's own name for what is written over REST. A token may bear it as an identity, but its client has an EndpointId. */
const BY_REST = 'system';

const SID = { Document: /^ET[0-9a-f]{32}$/u, Map: /^MP[0-9a-f]{32}$/u } as const;
const REVISION = /^[0-9a-f]{1,20}$/u;
const LONGEST_NAME = 320;

type Form = Readonly<Record<string, string>>;

/** Reads the form of a webhook whose signature holds. */
export function readSyncWebhook(form: Form, home: SyncHome, receivedAtMs: number): ReadWebhook {
  try {
    return read(form, home, receivedAtMs);
  } catch (error) {
    if (error instanceof Unusable) return { kind: 'dead', reason: error.message };
    throw error;
  }
}

function read(form: Form, home: SyncHome, receivedAtMs: number): ReadWebhook {
  requireOurs(form, home);
  const eventType = required(form, 'EventType');
  const shape = SHAPES.get(eventType);
  if (shape === undefined) {
    if (OTHER.test(eventType)) return { kind: 'other' };
    throw new Unusable('its type is not known');
  }
  const identity = required(form, 'Identity');
  const endpointId = form['EndpointId'] ?? '';
  if (identity === BY_REST && endpointId === '') return { kind: 'own' };
  const name = form[`${shape.of}UniqueName`] ?? '';
  if (!isTrackedName(name)) return { kind: 'other' };
  return {
    kind: 'change',
    change: {
      ...{ eventType, receivedAtMs, ...detailsOf(form, shape) },
      objectName: isTrackersOwnName(name) ? name : toldWords(name),
      identity: bounded(identity, 'Identity'),
      endpointId: endpointId === '' ? null : bounded(endpointId, 'EndpointId'),
    },
  };
}

/** All services of an account sign with one auth token, and may be given one webhook URL. */
function requireOurs(form: Form, { accountSid, syncServiceSid }: SyncHome): void {
  if (required(form, 'AccountSid') !== accountSid) throw new Unusable('AccountSid is another account’s');
  if (required(form, 'ServiceSid') !== syncServiceSid) throw new Unusable('ServiceSid is another Sync service’s');
}

function detailsOf(form: Form, shape: Shape): Pick<SyncChange, 'objectSid' | 'revision' | 'itemKey' | 'data'> {
  const objectSid = required(form, `${shape.of}Sid`);
  if (!SID[shape.of].test(objectSid)) throw new Unusable(`its ${shape.of}Sid is none`);
  const revision = required(form, shape.revision);
  if (!REVISION.test(revision)) throw new Unusable(`its ${shape.revision} is none`);
  return {
    objectSid,
    revision,
    itemKey: shape.key === undefined ? null : toldWords(bounded(required(form, shape.key), shape.key)),
    data: shape.data === undefined ? null : JSON.stringify(toldData(objectIn(form, shape.data))),
  };
}

/** @throws Unusable */
function required(form: Form, name: string): string {
  const value = form[name] ?? '';
  if (value === '') throw new Unusable(`it has no ${name}`);
  return value;
}

function bounded(text: string, name: string): string {
  if (text.length > LONGEST_NAME) throw new Unusable(`its ${name} is longer than ${LONGEST_NAME} characters`);
  return storableText(text);
}

/** @throws Unusable */
function objectIn(form: Form, name: string): object {
  const text = required(form, name);
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new Unusable(`its ${name} is no JSON`);
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new Unusable(`its ${name} is no JSON object`);
  }
  return value;
}
