import { isWithheld, type RecentCall } from '@flex-sync-suite/shared/contract';
import { shownNumber } from '../model/shown-number';
import { strings } from './strings';

/** The customer's number or address, as text; null where nobody told one. */
export const addressText = (address: string | null): string | null =>
  address === null ? null : isWithheld(address) ? strings.withheldParty : shownNumber(address);

/** Name or number of the customer, as text; what a mask hides stays hidden. What stands for a withheld number is none. */
export function partyName({ party: { name, address } }: RecentCall): string {
  return name ?? addressText(address) ?? strings.unknownParty;
}
