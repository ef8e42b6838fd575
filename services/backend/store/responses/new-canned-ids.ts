import { randomInt } from 'node:crypto';
import { LibraryId, ResponseId } from '@flex-sync-suite/shared/contract';
import * as v from 'valibot';

const ALPHABET = 'abcdefghijklmnopqrstuvwxyz0123456789';
const LENGTH = 12;

const random = (): string => Array.from({ length: LENGTH }, () => ALPHABET.charAt(randomInt(ALPHABET.length))).join('');

/** Id of a new global or team library: 62 random bits. */
export const newLibraryId = (): LibraryId => v.parse(LibraryId, random());
/** Id of a new response of a library. */
export const newResponseId = (library: LibraryId): ResponseId => v.parse(ResponseId, `${library}.${random()}`);
