import { foldDigits, foldText, type CallParty, type RecentCall } from '@flex-sync-suite/shared/contract';

const SCHEME = /^(?:tel|sms|whatsapp):/i;
const PHONE_NUMBER = /^\+?[\d\s().-]{3,}$/;

/**
 * What the calls of one customer have in common; null when it cannot be told. Two customers can share what a mask leaves
 * of their numbers, so masked calls belong together only when the name is the same too.
 */
export function partyKey({ address, isMasked, name }: CallParty): string | null {
  if (address === null) return null;
  const bare = address.replace(SCHEME, '');
  const key = /^[+\d\s().•-]+$/.test(bare) ? foldDigits(bare) : foldText(bare, 'title key');
  if (!isMasked) return key;
  return name === null ? null : `${key} ${foldText(name, 'title key')}`;
}

/** The number to dial for an address; null for an address that is no phone number, such as that of a web chat. */
export function dialableNumber(address: string | null): string | null {
  const bare = address?.replace(SCHEME, '') ?? '';
  return PHONE_NUMBER.test(bare) ? bare.replace(/[\s().-]/g, '') : null;
}

/** Whether the party can be called: by its number, or by one that a reveal would give. */
export const isCallable = ({ party }: Pick<RecentCall, 'party'>): boolean =>
  party.isMasked ? /^(?:\w+:)?\+?[\d•\s().-]+$/.test(party.address ?? '') : dialableNumber(party.address) !== null;
