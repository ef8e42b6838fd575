import * as v from 'valibot';

/** A Twilio SID: its two-letter resource prefix followed by 32 hexadecimal digits. */
export type Sid<Prefix extends string> = `${Prefix}${string}` & { readonly __sid: Prefix };

const sidSchema = <const Prefix extends string>(prefix: Prefix) =>
  v.pipe(
    v.string(),
    v.regex(new RegExp(`^${prefix}[0-9a-f]{32}$`), `Expected a SID of the form ${prefix} followed by 32 hex digits`),
    // The one place where a checked string becomes a branded SID.
    v.transform((sid) => sid as Sid<Prefix>),
  );

export const TaskQueueSid = sidSchema('WQ');
export type TaskQueueSid = Sid<'WQ'>;

export const TaskSid = sidSchema('WT');
export type TaskSid = Sid<'WT'>;

export const ReservationSid = sidSchema('WR');
export type ReservationSid = Sid<'WR'>;

export const WorkerSid = sidSchema('WK');
export type WorkerSid = Sid<'WK'>;

export const ActivitySid = sidSchema('WA');
export type ActivitySid = Sid<'WA'>;

export const EventSid = sidSchema('EV');
export type EventSid = Sid<'EV'>;

export const SyncServiceSid = sidSchema('IS');
export type SyncServiceSid = Sid<'IS'>;

export const SyncDocumentSid = sidSchema('ET');
export type SyncDocumentSid = Sid<'ET'>;

export const SyncListSid = sidSchema('ES');
export type SyncListSid = Sid<'ES'>;
