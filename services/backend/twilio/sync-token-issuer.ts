import { SyncServiceSid, WorkerSid, type LibraryId, type SyncToken } from '@flex-sync-suite/shared/contract';
import * as v from 'valibot';
import type { TwilioConfig } from './twilio-config';
import type { Logger } from '../base/log';
import { profileOf } from '../outbox/permissions/access-profile';
import { settledWithin, type Clock } from '../base/clock';
import type { GrantKeeper } from '../outbox/permissions/grant-keeper';
import { SyncWriteError } from '../outbox/sync-port';
import { issueSyncToken } from './access-token';
import type { FlexUser } from './flex-token';

export type IssueResult =
  | { readonly status: 'issued'; readonly token: SyncToken }
  | { readonly status: 'no-worker' | 'no-profile' }
  | Unavailable;

interface Unavailable {
  readonly status: 'unavailable';
  readonly retryAfterMs: number | null;
  readonly reason: string;
}

export interface SyncTokenIssuer {
  /** A token for the read-only objects that users of the same role and the same libraries share. */
  shared(user: FlexUser): Promise<IssueResult>;
  /** A token for the objects of the user's own worker. */
  personal(user: FlexUser): Promise<IssueResult>;
}

/** A browser waits no longer; the grants go on meanwhile, and the next request finds them done. */
const GRANTS_WAIT_MS = 15_000;

/** Issues tokens whose identity can read its objects already: grants first, then the token. */
export function createSyncTokenIssuer(options: {
  readonly config: TwilioConfig;
  /** The global and team libraries that the worker may use now. */
  readonly sharedLibrariesOf: (workerSid: WorkerSid) => Promise<readonly LibraryId[]>;
  readonly grants: GrantKeeper;
  readonly clock: Clock;
  readonly log: Logger;
}): SyncTokenIssuer {
  const { config, sharedLibrariesOf, grants, clock, log } = options;
  const serviceSid = v.parse(SyncServiceSid, config.syncServiceSid);

  async function issue(identity: string, ready: Promise<void>): Promise<IssueResult> {
    let outcome: 'late' | 'ready' | { error: unknown } = 'late';
    await settledWithin(clock, GRANTS_WAIT_MS, [
      ready.then(
        () => (outcome = 'ready'),
        (error: unknown) => (outcome = { error }),
      ),
    ]);
    return outcomeToResult(outcome, identity);
  }

  function outcomeToResult(outcome: 'late' | 'ready' | { error: unknown }, identity: string): IssueResult {
    if (outcome === 'late') return { status: 'unavailable', retryAfterMs: null, reason: 'granting takes long' };
    if (outcome !== 'ready') {
      const { error } = outcome;
      log.warn({ err: error }, 'no Sync token, because permissions could not be given');
      const retryAfterMs = error instanceof SyncWriteError ? error.retryAfterMs : null;
      return { status: 'unavailable', retryAfterMs, reason: error instanceof Error ? error.message : String(error) };
    }
    const { token, expiresAt } = issueSyncToken(config, identity, clock.now());
    return { status: 'issued', token: { token, identity, serviceSid, expiresAt: new Date(expiresAt).toISOString() } };
  }

  async function librariesOf(workerSid: string | null): Promise<readonly LibraryId[] | Unavailable> {
    if (workerSid === null) return [];
    try {
      return await sharedLibrariesOf(v.parse(WorkerSid, workerSid));
    } catch (error) {
      log.warn({ err: error }, 'no Sync token, because the libraries of its worker cannot be read');
      return { status: 'unavailable', retryAfterMs: null, reason: 'the libraries cannot be read' };
    }
  }

  return {
    shared: async ({ roles, workerSid }) => {
      if (profileOf(roles, []) === null) return { status: 'no-profile' };
      const libraries = await librariesOf(workerSid);
      if ('status' in libraries) return libraries;
      const profile = profileOf(roles, libraries);
      return profile === null ? { status: 'no-profile' } : issue(profile.identity, grants.ensureProfile(profile));
    },
    personal: async ({ workerSid }) =>
      workerSid === null ? { status: 'no-worker' } : issue(workerSid, grants.ensurePersonal(workerSid)),
  };
}
