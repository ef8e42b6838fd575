import type { CallParty, RecentCall } from '@flex-sync-suite/shared/contract';
import { bytesOf, shortened } from '../shortened';
import { isPhoneNumber, maskPhoneNumber } from './party';
import type { CallRow } from './recent-call';

/** The customer with phone numbers hidden. A name that is a number itself is hidden too. */
export const maskParty = ({ address, name }: CallParty): CallParty => ({
  address: address === null ? null : maskPhoneNumber(address),
  isMasked: address !== null && isPhoneNumber(address),
  name: name === null ? null : maskPhoneNumber(name),
});

/** The row with its phone numbers hidden. */
export const maskCall = <Row extends CallRow>(row: Row): Row => ({ ...row, party: maskParty(row.party) });

type CuttableField = RecentCall['cut'][number];

/** What is given up first stands first: a note is long and can be read elsewhere, an address is what the row is for. */
const CUT_ORDER = ['note', 'disposition', 'name', 'queueName', 'transfer', 'address'] as const;

/** `v` grows while the row waits to be written: room for the longest one. */
const LONGEST_V = Number.MAX_SAFE_INTEGER;

/**
 * Shortens texts until the row, as JSON in UTF-8, has at most `budgetBytes`, and names in `cut` what was shortened. A
 * text is cut between characters and ends in `…`. Fields that are no free text are never touched.
 */
export function fitCall(row: CallRow, budgetBytes: number): CallRow {
  let fitted = row;
  for (const field of CUT_ORDER) {
    const excess = bytesOf({ ...fitted, v: LONGEST_V }) - budgetBytes;
    if (excess <= 0) return fitted;
    // The name of the field in `cut` takes room too.
    fitted = cutField(fitted, field, excess + bytesOf(field) + 1);
  }
  return fitted;
}

function cutField(row: CallRow, field: CuttableField, excess: number): CallRow {
  const marked = { ...row, cut: [...row.cut, field] };
  switch (field) {
    case 'note':
    case 'disposition':
    case 'queueName': {
      const text = row[field];
      const short = text === null ? text : shortened(text, excess);
      return short === text ? row : { ...marked, [field]: short };
    }
    case 'name':
    case 'address': {
      const text = row.party[field];
      const short = text === null ? text : shortened(text, excess);
      return short === text ? row : { ...marked, party: { ...row.party, [field]: short } };
    }
    case 'transfer': {
      const { transfer, answeredBy } = row;
      const side = <Party extends { readonly name: string | null } | null>(party: Party): Party =>
        party?.name == null ? party : { ...party, name: shortened(party.name, excess) };
      const cut = {
        transfer: transfer && { ...transfer, from: side(transfer.from), to: side(transfer.to) },
        ...(answeredBy === undefined ? {} : { answeredBy: side(answeredBy) }),
      };
      return bytesOf(cut) < bytesOf({ transfer, answeredBy }) ? { ...marked, ...cut } : row;
    }
  }
}
