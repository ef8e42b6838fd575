import type { CannedResponseItem, SyncListSid } from '../../../src/contract';
import type { Health } from '../../../e2e/support/control-plane';

/** Whose token every agent of a profile has. */
export const PROFILE = 'profile-agents';
/** Requests under way at once. */
const AT_ONCE = 16;
const PREVIEW =
  'Thank you for your patience. I have looked at your order and will send the money back to the card you paid with; ' +
  'it takes three to five working days to arrive.';

/** A realistic item: about 600 bytes. */
function itemOf(number: number): CannedResponseItem {
  const padded = String(number).padStart(12, '0');
  return {
    schema: 1,
    v: 1,
    asOf: '2026-01-01T00:00:00.000Z',
    documentSid: `ET${padded.padStart(32, '0')}` as CannedResponseItem['documentSid'],
    id: `sharedshared.${padded}`,
    revision: 1,
    libraryName: 'Everyday replies',
    libraryKind: 'global',
    title: `Refund of order, case ${String(number)}`,
    shortcut: `refund-${String(number)}`,
    category: 'Refunds',
    tags: ['money', 'card'],
    languages: ['en', 'es'],
    channels: [],
    previews: [
      { language: 'en', text: PREVIEW },
      { language: 'es', text: PREVIEW },
    ],
    updatedAt: '2026-01-01T00:00:00.000Z',
    cut: [],
  };
}

/** Makes the Lists of a library through the public REST API, readable by {@link PROFILE}. */
export async function createLists(health: Health, lists: number, itemsOfEach: number): Promise<readonly SyncListSid[]> {
  const authorization = `Basic ${Buffer.from(`${health.accountSid}:${health.authToken}`).toString('base64')}`;
  const service = `${health.urls['sync'] ?? ''}/v1/Services/${health.syncServiceSid}`;
  const post = async (path: string, form: Readonly<Record<string, string>>): Promise<{ readonly sid: string }> => {
    const body = new URLSearchParams(form);
    const answer = await fetch(service + path, { method: 'POST', headers: { authorization }, body });
    if (!answer.ok) throw new Error(`POST ${path} answered ${String(answer.status)}: ${await answer.text()}`);
    return (await answer.json()) as { sid: string };
  };
  const sids: SyncListSid[] = [];
  const work: (() => Promise<unknown>)[] = [];
  for (let list = 0; list < lists; list += 1) {
    const { sid } = await post('/Lists', { UniqueName: `canned-responses.sharedshared.${String(list)}` });
    await post(`/Lists/${sid}/Permissions/${PROFILE}`, { Read: 'true', Write: 'false', Manage: 'false' });
    sids.push(sid as SyncListSid);
    for (let item = 0; item < itemsOfEach; item += 1) {
      const data = JSON.stringify(itemOf(list * itemsOfEach + item));
      work.push(() => post(`/Lists/${sid}/Items`, { Data: data }));
    }
  }
  const worker = async (): Promise<void> => {
    for (let job = work.pop(); job !== undefined; job = work.pop()) await job();
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  return sids;
}
