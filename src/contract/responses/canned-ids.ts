import * as v from 'valibot';
import { WorkerSid } from '../sid';

/** Id of a library: 12 lower-case letters and digits, or the worker's SID for a personal one. */
export const LibraryId = v.union([WorkerSid, v.pipe(v.string(), v.regex(/^[a-z0-9]{12}$/))]);
export type LibraryId = v.InferOutput<typeof LibraryId>;

/** Id of a response: its library's id, a dot, and 12 lower-case letters and digits. It never changes its library. */
export const ResponseId = v.pipe(v.string(), v.regex(/^(?:[a-z0-9]{12}|WK[0-9a-f]{32})\.[a-z0-9]{12}$/));
export type ResponseId = v.InferOutput<typeof ResponseId>;

/** The library that a response belongs to. */
export const libraryOf = (id: ResponseId): LibraryId => id.slice(0, id.indexOf('.'));
