import { foldDigits, readAddress } from '@flex-sync-suite/shared/contract';
import { Metadata, parsePhoneNumberFromString } from 'libphonenumber-js/min';

/** A way to write numbers of one country. */
interface NumberFormat {
  pattern(): string;
  leadingDigitsPatterns(): readonly string[];
  internationalFormat(): string;
}

/** An address of SIP says more than its number, and what follows a number, such as an extension, is part of it. */
const isNumberAlone = (address: string, digits: string): boolean =>
  !address.includes('@') && foldDigits(address).replace(/^00/, '') === digits;

/**
 * An address as Flex prints numbers: `+1 500-555-0101`, the international format of Google's libphonenumber
 * (`CountryManager.formatPhoneNumberWithCountryCode` in Flex UI 2.17). What is no international number, or is masked, stays
 * as it is.
 */
export function shownNumber(address: string): string {
  const read = readAddress(address);
  if (read.kind !== 'number' || !read.isInternational) return address;
  if (!isNumberAlone(address, read.number.slice(1))) return address;
  const number = parsePhoneNumberFromString(read.number);
  if (number === undefined) return address;
  return `+${number.countryCallingCode} ${nationalPart(number.nationalNumber, number.countryCallingCode)}`;
}

/** The library's own `formatInternational` writes spaces for the hyphens that Flex shows. */
function nationalPart(digits: string, callingCode: string): string {
  const format = formatsOf(callingCode).find((one) => {
    const leading = one.leadingDigitsPatterns().slice(-1)[0];
    return (leading === undefined || digits.search(leading) === 0) && new RegExp(`^(?:${one.pattern()})$`).test(digits);
  });
  return format === undefined ? digits : digits.replace(new RegExp(format.pattern()), format.internationalFormat());
}

function formatsOf(callingCode: string): readonly NumberFormat[] {
  // The library's types leave out what its own formatting calls: a calling code instead of a country, and the formats.
  const metadata = new Metadata() as unknown as {
    selectNumberingPlan(callingCode: string): void;
    formats(): readonly NumberFormat[];
  };
  metadata.selectNumberingPlan(callingCode);
  return metadata.formats();
}
