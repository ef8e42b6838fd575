import type { SyncKind } from './sync-model';

/** A request that Sync refuses: the HTTP status and Twilio's error code of the answer. */
export class SyncError extends Error {
  constructor(
    readonly status: number,
    readonly code: number,
    message: string,
  ) {
    super(message);
    this.name = 'SyncError';
  }
}

const LABEL: Readonly<Record<SyncKind, string>> = { document: 'Document', map: 'Map', list: 'List', stream: 'Stream' };
const NOT_FOUND: Readonly<Record<SyncKind, number>> = { document: 54100, list: 54150, map: 54200, stream: 54250 };

const refusal = (status: number, code: number, message: string) => (): SyncError =>
  new SyncError(status, code, message);

/** Errors of Sync as https://www.twilio.com/docs/api/errors names them. */
export const syncErrors = {
  objectNotFound: (kind: SyncKind): SyncError => new SyncError(404, NOT_FOUND[kind], `${LABEL[kind]} not found`),
  uniqueNameNotFound: refusal(404, 54300, 'Unique name not found'),
  uniqueNameExists: refusal(409, 54301, 'Unique name already exists'),
  invalidUniqueName: refusal(400, 54302, 'Invalid unique name'),
  itemNotFound: (kind: 'map' | 'list'): SyncError =>
    kind === 'map' ? new SyncError(404, 54201, 'Map Item not found') : new SyncError(404, 54151, 'List Item not found'),
  keyExists: refusal(409, 54208, 'An Item with given key already exists in the Map'),
  invalidKey: refusal(400, 54209, 'Invalid Map Item key'),
  dataMissing: (of: 'document' | 'list' | 'map' | 'stream'): SyncError =>
    new SyncError(400, { document: 54101, list: 54156, map: 54206, stream: 54251 }[of], 'Invalid or missing data'),
  revisionMismatch: (of: 'document' | 'list' | 'map'): SyncError =>
    of === 'document'
      ? new SyncError(412, 54103, 'Document revision mismatch')
      : new SyncError(412, of === 'list' ? 54155 : 54205, `${LABEL[of]} Item revision mismatch`),
  bodyTooLarge: refusal(413, 54006, 'Request body is too large'),
  forbidden: refusal(403, 54007, 'Access forbidden for identity'),
  invalidJson: refusal(400, 54008, 'Invalid JSON'),
  noParameters: refusal(400, 54010, 'At least one parameter has to be specified'),
  invalidTtl: refusal(400, 54011, 'Invalid TTL'),
  rateLimited: (what: string): SyncError => new SyncError(429, 54009, `Rate limit exceeded for ${what}`),
  invalidWebhookUrl: refusal(400, 54051, 'Invalid webhook URL'),
  serviceNotFound: refusal(404, 54050, 'Service not found'),
  otherService: refusal(403, 54056, 'Account SID and Service SID mismatch'),
  tooManySubscriptions: refusal(400, 54419, 'Too many subscriptions for this connection'),
  permissionNotFound: refusal(404, 54354, 'Permission not found'),
  invalidIdentity: refusal(400, 54351, 'Invalid identity'),
  invalidOrder: refusal(400, 54450, 'Invalid Order'),
  invalidFrom: refusal(400, 54451, 'Invalid From'),
  invalidPageSize: refusal(400, 54452, 'Invalid PageSize'),
  invalidBounds: refusal(400, 54453, 'Invalid Bounds'),
  invalidPageToken: refusal(400, 54454, 'Invalid PageToken'),
  invalidQuery: (why: string): SyncError => new SyncError(400, 54507, `Cannot parse query: ${why}`),
};
