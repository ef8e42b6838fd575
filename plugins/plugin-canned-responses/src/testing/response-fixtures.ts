import type { CannedResponseItem } from '@flex-sync-suite/shared/contract';

/** Libraries of the tests. */
const GLOBAL = 'globalglobal';
export const TEAM = 'teamteamteam';

let count = 0;

/** A response as a List has it, with an id of its own. */
export function responseItem(change: Partial<CannedResponseItem> = {}): CannedResponseItem {
  count += 1;
  const id = change.id ?? `${GLOBAL}.${String(count).padStart(12, '0')}`;
  return {
    schema: 1,
    v: 1,
    asOf: '2026-11-23T09:00:00.000Z',
    documentSid: `ET${String(count).padStart(32, '0')}` as CannedResponseItem['documentSid'],
    id,
    revision: 1,
    libraryName: 'Everybody',
    libraryKind: 'global',
    title: `Response ${count}`,
    shortcut: null,
    category: null,
    tags: [],
    languages: ['en'],
    channels: [],
    previews: [],
    updatedAt: '2026-11-23T09:00:00.000Z',
    cut: [],
    ...change,
  };
}
