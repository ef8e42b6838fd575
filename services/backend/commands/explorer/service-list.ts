import type { ExplorerService, ExplorerServices } from '@flex-sync-suite/shared/contract';
import { Refusal } from '../../base/refusal';
import { requireExplorer, type Caller } from '../caller';
import type { ExplorerOptions } from './explorer-context';

/**
 * The services that may be looked at, the suite's own first. One that cannot be read does not hide the others.
 * @throws Refusal `forbidden`
 */
export type ServiceList = (caller: Caller) => Promise<ExplorerServices>;

export const createServiceList =
  (options: ExplorerOptions): ServiceList =>
  async (caller) => {
    const { roles, suiteSid, furtherServices, isLocalTwilio, budget } = options;
    requireExplorer(caller, roles);
    const sids = [...new Set([suiteSid, ...furtherServices])];
    const read = await Promise.all(sids.map((sid) => readOne(options, sid)));
    return {
      services: read.flatMap((each) => ('aclEnabled' in each ? [each] : [])),
      unreadable: read.flatMap((each) => ('reason' in each ? [each] : [])),
      isLocalTwilio,
      budget: budget.state(),
    };
  };

async function readOne(
  { looking, suiteSid }: ExplorerOptions,
  sid: string,
): Promise<ExplorerService | ExplorerServices['unreadable'][number]> {
  // What is configured was checked, and what Sync tells is its own.
  const serviceSid = sid as ExplorerService['sid'];
  try {
    const found = await looking.service(sid);
    return found === null
      ? { sid: serviceSid, reason: 'There is no such service in this account.' }
      : { ...found, isSuite: sid === suiteSid };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return { sid: serviceSid, reason: error.message };
  }
}
