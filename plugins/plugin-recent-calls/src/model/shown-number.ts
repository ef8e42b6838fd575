import { foldDigits, readAddress } from '@flex-sync-suite/shared/contract';
import plansByCallingCode from './number-plans.json';

/** A way to write numbers of one plan: which digits, how they are written, and with which they begin. */
type NumberFormat = readonly [pattern: string, written: string, firstDigits?: string];

/** How numbers of one calling code are written; what people dial before a number inland, and what of that is the number's. */
type NumberPlan = readonly [formats: readonly NumberFormat[], inlandPrefix?: string, afterInlandPrefix?: string];

/*! Formats of phone numbers: Google's libphonenumber (Apache License 2.0), by libphonenumber-js (MIT License) */
const PLANS = plansByCallingCode as unknown as Readonly<Record<string, NumberPlan>>;
const CALLING_CODE_LENGTHS = [1, 2, 3];

/** Shorter or longer is no number, by libphonenumber's own bounds; one that is masked has other signs besides. */
const NATIONAL_NUMBER = /^\d{2,17}$/;

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
  const digits = read.number.slice(1);
  if (!isNumberAlone(address, digits)) return address;
  const callingCode = CALLING_CODE_LENGTHS.map((length) => digits.slice(0, length)).find((code) => code in PLANS);
  if (callingCode === undefined) return address;
  const national = digits.slice(callingCode.length);
  if (!NATIONAL_NUMBER.test(national)) return address;
  return `+${callingCode} ${nationalPart(national, PLANS[callingCode])}`;
}

/** Some write an international number with what is dialled inland, `+44 020 …`. What no format knows stays as it is. */
function nationalPart(digits: string, plan: NumberPlan = [[]]): string {
  const [formats] = plan;
  return writtenBy(formats, digits) ?? writtenBy(formats, withoutInlandPrefix(digits, plan)) ?? digits;
}

function writtenBy(formats: readonly NumberFormat[], digits: string): string | undefined {
  const format = formats.find(
    ([pattern, , firstDigits]) => new RegExp(`^(?:${firstDigits ?? ''})`).test(digits) && whole(pattern).test(digits),
  );
  return format && digits.replace(whole(format[0]), format[1]);
}

function withoutInlandPrefix(digits: string, [, prefix, after]: NumberPlan): string {
  if (prefix === undefined) return digits;
  const pattern = new RegExp(`^(?:${prefix})`);
  const kept = pattern.exec(digits)?.slice(1).pop();
  return digits.replace(pattern, after !== undefined && kept !== undefined ? after : '');
}

const whole = (pattern: string): RegExp => new RegExp(`^(?:${pattern})$`);
