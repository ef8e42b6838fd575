import { backendHeartbeatDocument } from '@flex-sync-suite/shared/contract';
import { useSyncDocument } from '@flex-sync-suite/shared/hooks';

/** IANA name of the zone that the backend reckons its days in; null while it is not known. */
export const useReportingZone = (): string | null =>
  useSyncDocument(backendHeartbeatDocument, { select: ({ timeZone }) => timeZone ?? null }).data ?? null;
