import { MAIN_LINE } from '../base/account';
import { between, createRandom, type Random } from './random';

/** How many different people call: few enough for somebody whose call was missed to call again. */
const PEOPLE = 400;
/** Share of the callers whose name we do not know: their number takes its place. */
const UNKNOWN = 0.3;
const FIRST_NAMES = ['Ana', 'Ben', 'Chloe', 'David', 'Eva', 'Felix', 'Gina', 'Hana', 'Ivan', 'Julia'];
const LAST_NAMES = ['Abadi', 'Brandt', 'Castro', 'Dubois', 'Eriksen', 'Fischer', 'García', 'Horvat', 'Ito', 'Jansen'];

/** A simulated customer; the same number is the same person in every run. */
export interface Party {
  readonly phone: string;
  /** Identifies the visitor of a web chat: many visitors have the same name. */
  readonly visitor: string;
  readonly name: string;
  readonly isKnown: boolean;
}

export function pickParty(random: Random): Party {
  const number = Math.floor(random() * PEOPLE);
  const own = createRandom('party', number);
  const first = FIRST_NAMES[Math.floor(own() * FIRST_NAMES.length)] ?? 'Ana';
  const last = LAST_NAMES[Math.floor(own() * LAST_NAMES.length)] ?? 'Abadi';
  // Ten thousand numbers apart, so that two people never share one.
  const phone = `+1555${2_000_000 + number * 10_000 + Math.floor(between(own, 0, 10_000))}`;
  return { phone, visitor: `visitor-${number}`, name: `${first} ${last}`, isKnown: own() >= UNKNOWN };
}

/** Task attributes of somebody who calls or writes. */
export function inboundAttributes(party: Party, channel: string): Record<string, string> {
  const { phone, visitor, name, isKnown } = party;
  switch (channel) {
    case 'voice':
      return { from: phone, to: MAIN_LINE, name: isKnown ? name : phone };
    case 'sms':
      return { from: phone, to: MAIN_LINE, name };
    default:
      return { from: name, name, channelType: 'web', customerAddress: visitor };
  }
}

/** Task attributes of a call to a customer, as Flex's own outbound calls have them. */
export const outboundAttributes = (phone: string): Record<string, string> => ({ outbound_to: phone, from: MAIN_LINE });
