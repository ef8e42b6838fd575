import {
  dialableNumber,
  foldText,
  partyKey as addressKey,
  readAddress,
  type CallParty,
  type RecentCall,
} from '@flex-sync-suite/shared/contract';

/**
 * What the calls of one customer have in common; null when it cannot be told. Two customers can share what a mask leaves
 * of their numbers, so masked calls belong together only when the name is the same too.
 */
export function partyKey({ address, isMasked, name }: CallParty): string | null {
  const key = addressKey(address);
  if (key === null || !isMasked) return key;
  return name === null ? null : `${key} ${foldText(name, 'title key')}`;
}

/** Whether the party can be called: by its number, or by one that a reveal would give. */
export const isCallable = ({ party: { address, isMasked } }: Pick<RecentCall, 'party'>): boolean =>
  isMasked ? readAddress(address).kind === 'number' : dialableNumber(address) !== null;
