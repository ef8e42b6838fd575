import { waitFor } from './wait-for';

/** Waits until every response, List and permission that was marked is in Sync: agents can have all of them then. */
export const librariesInSync = (backendUrl: string, options?: Parameters<typeof waitFor>[2]): Promise<true> =>
  waitFor(
    'the libraries to be in Sync',
    async () => ((await lowPriorityLagSeconds(backendUrl)) === 0 ? true : null),
    options,
  );

async function lowPriorityLagSeconds(backendUrl: string): Promise<number> {
  const answer = await fetch(`${backendUrl}/metrics`);
  const line = (await answer.text()).split('\n').find((each) => each.startsWith('projection_bulk_lag_seconds '));
  if (line === undefined) throw new Error('The backend has no projection_bulk_lag_seconds');
  return Number(line.split(' ')[1]);
}
