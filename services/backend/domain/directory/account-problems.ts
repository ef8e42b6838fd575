/** What one request to Twilio told. `unknown`: no answer, or one that says nothing about what was asked for. */
export type Reading<T> =
  { readonly status: 'read'; readonly value: T } | { readonly status: 'refused' | 'missing' | 'unknown' };

/** What the TaskRouter workspace is set to. */
export interface WorkspaceSettings {
  readonly eventCallbackUrl: string | null;
  /** Event types, separated by commas; empty or null: all. */
  readonly eventsFilter: string | null;
}

/** What the Sync service is set to. */
export interface SyncServiceSettings {
  readonly isAclEnabled: boolean;
  readonly sendsWebhooksFromRest: boolean;
  readonly webhookUrl: string | null;
}

/** The installation, as far as it can be looked up. */
export interface AccountFacts {
  /** False for an emulator, which reaches loopback addresses and is changed at will. */
  readonly isRealAccount: boolean;
  /** What Twilio is said to call; null where nobody said it. */
  readonly publicBaseUrl: string | null;
  /** What the workspace's event callback URL should be. */
  readonly eventCallbackUrl: string;
  /** What the Sync service's webhook URL should be. */
  readonly syncWebhookUrl: string;
  /** Read with the auth token, which signs the callbacks. */
  readonly workspace: Reading<WorkspaceSettings>;
  /** Event types, as callbacks name them, that Event Streams delivers to the backend; null where it has no sink there. */
  readonly streamedTypes: Reading<ReadonlySet<string> | null>;
  /** Read with the API key, which writes Sync and signs its tokens. */
  readonly syncService: Reading<SyncServiceSettings>;
  /** Event types that the figures are made of. */
  readonly neededEventTypes: readonly string[];
}

/** Stable names: the label of a metric. */
export const ACCOUNT_PROBLEMS = [
  'auth_token_refused',
  'api_key_refused',
  'workspace_missing',
  'sync_service_missing',
  'sync_acl_disabled',
  'sync_webhooks_from_rest',
  'sync_webhook_unset',
  'sync_webhook_elsewhere',
  'public_base_url_unset',
  'public_base_url_loopback',
  'event_callback_unset',
  'event_callback_elsewhere',
  'event_types_missing',
  'twilio_unreachable',
] as const;

/** Something about the account that somebody has to put right. */
export interface AccountProblem {
  readonly kind: (typeof ACCOUNT_PROBLEMS)[number];
  /** One sentence with what to do. */
  readonly message: string;
  /** Whether nothing can work until it is put right; otherwise callbacks still come in and are worth taking. */
  readonly isFatal: boolean;
}

/** Everything that is wrong with the account, as far as the facts tell. */
export function accountProblems(facts: AccountFacts): AccountProblem[] {
  return [...addressProblems(facts), ...workspaceProblems(facts), ...syncServiceProblems(facts), ...outage(facts)];
}

const fatal = (kind: AccountProblem['kind'], message: string): AccountProblem => ({ kind, message, isFatal: true });
const flaw = (kind: AccountProblem['kind'], message: string): AccountProblem => ({ kind, message, isFatal: false });

function addressProblems({ isRealAccount, publicBaseUrl }: AccountFacts): AccountProblem[] {
  if (!isRealAccount) return [];
  if (publicBaseUrl === null) {
    const message = 'PUBLIC_BASE_URL is not set, so that no callback can be recognised: set it to what Twilio calls';
    return [fatal('public_base_url_unset', message)];
  }
  if (!isLoopback(new URL(publicBaseUrl).hostname)) return [];
  const message = 'PUBLIC_BASE_URL is an address of this machine, which Twilio cannot call: set it to a public one';
  return [fatal('public_base_url_loopback', message)];
}

const isLoopback = (hostname: string): boolean =>
  /^(localhost\.?|.+\.localhost\.?|127(\.\d+){3}|0\.0\.0\.0|\[::1?\]|\[::ffff:7f[0-9a-f]{2}:[0-9a-f]{1,4}\])$/.test(
    hostname,
  );

function workspaceProblems(facts: AccountFacts): AccountProblem[] {
  switch (facts.workspace.status) {
    case 'refused': {
      const message =
        'Twilio refuses TWILIO_AUTH_TOKEN, so that no callback can be recognised: set the one of the account';
      return [fatal('auth_token_refused', message)];
    }
    case 'missing':
      return [
        fatal('workspace_missing', 'The account has no workspace TWILIO_WORKSPACE_SID: set the one that Flex uses'),
      ];
    case 'unknown':
      return [];
    case 'read':
      return eventProblems(facts, facts.workspace.value);
  }
}

/** Either way is enough, and the callback alone brings every type; what it filters is not asked where it is somebody else's. */
function eventProblems(facts: AccountFacts, workspace: WorkspaceSettings): AccountProblem[] {
  const { streamedTypes, eventCallbackUrl } = facts;
  const isOurs = addressOf(workspace.eventCallbackUrl ?? '') === addressOf(eventCallbackUrl);
  const streamed = streamedTypes.status === 'read' ? streamedTypes.value : null;
  if (streamed !== null && !isOurs) return streamProblems(facts, streamed);
  return [...callbackProblems(facts, workspace), ...filterProblems(facts, workspace)];
}

/** Event Streams has no events of activities: TaskRouter's list of events tells of those. */
function streamProblems({ neededEventTypes }: AccountFacts, streamed: ReadonlySet<string>): AccountProblem[] {
  const missing = neededEventTypes.filter((type) => !type.startsWith('activity.') && !streamed.has(type));
  if (missing.length === 0) return [];
  const message = `The subscription of Event Streams leaves out ${missing.join(', ')}, so that figures are late: add them, as \`npm run provision\` does`;
  return [flaw('event_types_missing', message)];
}

/** Not fatal: it may be meant, during a move. */
function callbackProblems({ eventCallbackUrl }: AccountFacts, workspace: WorkspaceSettings): AccountProblem[] {
  const url = workspace.eventCallbackUrl ?? '';
  if (url === '') {
    const message = `The workspace has no event callback URL, so that no event comes: set it to ${eventCallbackUrl}`;
    return [flaw('event_callback_unset', message)];
  }
  if (addressOf(url) === addressOf(eventCallbackUrl)) return [];
  const message = `The workspace's event callback URL is another one, so that its events go elsewhere: set it to ${eventCallbackUrl}, or correct PUBLIC_BASE_URL`;
  return [flaw('event_callback_elsewhere', message)];
}

/** Without the query, which is the operator's own, and with a default port left out. */
function addressOf(url: string): string {
  if (!URL.canParse(url)) return url;
  const { origin, pathname } = new URL(url);
  return origin + pathname;
}

function filterProblems({ neededEventTypes }: AccountFacts, { eventsFilter }: WorkspaceSettings): AccountProblem[] {
  const allowed = new Set((eventsFilter ?? '').split(',').map((type) => type.trim().toLowerCase()));
  allowed.delete('');
  const missing = allowed.size === 0 ? [] : neededEventTypes.filter((type) => !allowed.has(type));
  if (missing.length === 0) return [];
  const message = `The workspace's events filter leaves out ${missing.join(', ')}, so that figures are wrong: empty it`;
  return [flaw('event_types_missing', message)];
}

function syncServiceProblems({ syncService, syncWebhookUrl }: AccountFacts): AccountProblem[] {
  switch (syncService.status) {
    case 'refused':
      return [
        fatal('api_key_refused', 'Twilio refuses TWILIO_API_KEY with TWILIO_API_SECRET: set a key of the account'),
      ];
    case 'missing':
      return [
        fatal(
          'sync_service_missing',
          'The account has no Sync service TWILIO_SYNC_SERVICE_SID: set one, or create one',
        ),
      ];
    case 'unknown':
      return [];
    case 'read':
      return [...serviceFlaws(syncService.value), ...webhookProblems(syncWebhookUrl, syncService.value)];
  }
}

const serviceFlaws = ({ isAclEnabled, sendsWebhooksFromRest }: SyncServiceSettings): AccountProblem[] => [
  ...(isAclEnabled
    ? []
    : [
        flaw(
          'sync_acl_disabled',
          'The Sync service has no ACL, so that every token would read everything, and none is issued: enable ACL',
        ),
      ]),
  ...(sendsWebhooksFromRest
    ? [
        flaw(
          'sync_webhooks_from_rest',
          'The Sync service calls a webhook for each write of the backend: disable webhooks from REST',
        ),
      ]
    : []),
];

/** Not fatal: all else works without it. */
function webhookProblems(syncWebhookUrl: string, service: SyncServiceSettings): AccountProblem[] {
  const url = service.webhookUrl ?? '';
  if (url === '') {
    const message = `The Sync service has no webhook URL, so that what apps of shops write is not kept: set it to ${syncWebhookUrl}`;
    return [flaw('sync_webhook_unset', message)];
  }
  if (addressOf(url) === addressOf(syncWebhookUrl)) return [];
  const message = `The Sync service's webhook URL is another one, so that what apps of shops write is not kept here: set it to ${syncWebhookUrl}, or correct PUBLIC_BASE_URL`;
  return [flaw('sync_webhook_elsewhere', message)];
}

const outage = ({ workspace, syncService }: AccountFacts): AccountProblem[] =>
  workspace.status === 'unknown' || syncService.status === 'unknown'
    ? [
        flaw(
          'twilio_unreachable',
          'Twilio does not tell how the account is set up: see whether this machine reaches it, and the status page of Twilio',
        ),
      ]
    : [];
