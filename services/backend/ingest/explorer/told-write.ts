import { isTrackersOwnName, outboxObject } from '@flex-sync-suite/shared/contract';
import { storableText } from '../../base/storable-text';
import type { TimelineWrite } from '../../store/explorer/write-timeline';
import type { SyncHome } from '../activity/read-sync-webhook';
import { toldWords } from '../activity/told-data';

type Form = Readonly<Record<string, string>>;

const DEED = { created: 'create', added: 'create', updated: 'update', removed: 'remove' } as const;
const KIND = { document: 'Document', map: 'Map', list: 'List' } as const;
const TYPE = /^(document|map|list)_(item_)?(created|added|updated|removed)$/u;
const SID = { document: /^ET[0-9a-f]{32}$/u, map: /^MP[0-9a-f]{32}$/u, list: /^ES[0-9a-f]{32}$/u } as const;
const NUMBER = /^[0-9a-f]{1,20}$/u;
const LONGEST = 320;
/** Sync's own name for what is written over REST. A token may bear it as an identity, but its client has an EndpointId. */
const BY_REST = 'system';

/**
 * What a webhook of Sync, whose signature holds, tells the timeline: a change of any object of our service, without what was
 * written. Null for what is no change, or cannot be read: the tracker's own rule says what becomes of that.
 */
export function toldWrite(
  form: Form,
  { accountSid, syncServiceSid }: SyncHome,
  receivedAtMs: number,
): TimelineWrite | null {
  const { EventType: eventType = '', Identity: identity = '', EndpointId: endpointId = '' } = form;
  if (form['AccountSid'] !== accountSid || form['ServiceSid'] !== syncServiceSid) return null;
  const [, kind, item, what] = TYPE.exec(eventType) ?? [];
  if (!isKeyOf(KIND, kind) || !isKeyOf(DEED, what) || identity === '') return null;
  const place = placeIn(form, kind, item !== undefined);
  if (place === null) return null;
  const { number, plainKey, ...known } = place;
  const data = form[item === undefined ? `${KIND[kind]}Data` : 'ItemData'];
  return {
    ...{ atMs: receivedAtMs, deed: DEED[what], kind, ...known, status: null },
    identity: identity.slice(0, LONGEST),
    bytes: data === undefined ? null : Buffer.byteLength(data),
    told: { eventKey: `${eventType} ${number}`, isByRest: identity === BY_REST && endpointId === '', plainKey },
  };
}

function placeIn(form: Form, kind: keyof typeof KIND, isItem: boolean) {
  const prefix = KIND[kind];
  const sid = form[`${prefix}Sid`] ?? '';
  const plainKey = isItem ? (form[kind === 'map' ? 'ItemKey' : 'ItemIndex'] ?? '') : null;
  const revision = form[isItem ? 'ItemRevision' : `${prefix}Revision`] ?? '';
  // An item that was removed and made anew begins again with its revisions; events are numbered through.
  const number = isItem ? (form['EventId'] ?? '') : revision;
  const isReadable =
    SID[kind].test(sid) && NUMBER.test(number) && plainKey !== '' && (plainKey ?? '').length <= LONGEST;
  if (!isReadable) return null;
  const name = (form[`${prefix}UniqueName`] ?? '').slice(0, LONGEST);
  return {
    ...{ sid, number, plainKey, name: name === '' ? null : shownName(name) },
    itemKey: plainKey === null ? null : toldWords(plainKey),
    revision: NUMBER.test(revision) ? hexadecimal(revision) : null,
  };
}

/** As REST and the SDK write a revision; a webhook has a decimal number (docs.twilio.com, "Sync webhooks"). */
const hexadecimal = (revision: string): string => (/^\d+$/u.test(revision) ? BigInt(revision).toString(16) : revision);

/** Nobody else's text is in a name of ours; other objects may be named after anybody. */
const shownName = (name: string): string =>
  outboxObject(name) !== null || isTrackersOwnName(name) ? storableText(name) : toldWords(name);

const isKeyOf = <Key extends string>(table: Readonly<Record<Key, unknown>>, key: string | undefined): key is Key =>
  key !== undefined && Object.hasOwn(table, key);
