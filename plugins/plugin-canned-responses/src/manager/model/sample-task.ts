import { placeholderContext, type PlaceholderContext } from '../../model/placeholder-context';

/** The customer and the task that previews are filled from; nobody's data. */
export const SAMPLE = {
  queueName: 'Support',
  workerName: 'Alex Example',
  taskAttributes: {
    name: 'Ana Kowalska',
    from: '+12025550142',
    customerAddress: '+12025550142',
    channelType: 'web',
    order: { number: 'A-1042' },
    orderNumber: 'A-1042',
  },
  workerAttributes: { full_name: 'Alex Example', team: 'Support' },
} as const;

/** @param now the instant that `date` and `time` say */
export const sampleContext = (now: Date, locale: string | undefined): PlaceholderContext =>
  placeholderContext({ ...SAMPLE, now, locale });

/** Placeholders that the picker offers, in the order of their use. `ask:` is completed by the writer. */
export const OFFERED_PLACEHOLDERS = [
  'customer.name',
  'customer.address',
  'worker.full_name',
  'queue.name',
  'date',
  'time',
  'task.orderNumber',
  'ask:',
] as const;
export type OfferedPlaceholder = (typeof OFFERED_PLACEHOLDERS)[number];

/** What the picker puts into the text, and which part of it the writer goes on with. */
export function insertionOf(name: OfferedPlaceholder, askLabel: string): { text: string; select: [number, number] } {
  if (name !== 'ask:') {
    const text = `{{${name}}}`;
    return { text, select: [text.length, text.length] };
  }
  const start = '{{ask:'.length;
  return { text: `{{ask:${askLabel}}}`, select: [start, start + askLabel.length] };
}
