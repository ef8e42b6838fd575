import * as v from 'valibot';

/**
 * A message of Segment's Tracking API, as far as it is read. Everything besides is dropped: what a shop adds to an event
 * may be anything about anybody. https://segment.com/docs/connections/spec/common/
 */
export const SegmentMessage = v.object({
  type: v.string(),
  messageId: v.pipe(v.string(), v.minLength(1), v.maxLength(255)),
  event: v.optional(v.nullable(v.string())),
  name: v.optional(v.nullable(v.string())),
  anonymousId: v.optional(v.nullable(v.union([v.string(), v.number()]))),
  userId: v.optional(v.nullable(v.union([v.string(), v.number()]))),
  previousId: v.optional(v.nullable(v.union([v.string(), v.number()]))),
  timestamp: v.optional(v.nullable(v.string())),
  properties: v.optional(v.nullable(v.record(v.string(), v.unknown()))),
  traits: v.optional(v.nullable(v.record(v.string(), v.unknown()))),
  context: v.optional(v.nullable(v.record(v.string(), v.unknown()))),
});
export type SegmentMessage = v.InferOutput<typeof SegmentMessage>;

export type Properties = Readonly<Record<string, unknown>>;

/** A property that is an object; an empty one in place of anything else. */
export const objectIn = (properties: Properties, name: string): Properties => {
  const value = Object.hasOwn(properties, name) ? properties[name] : undefined;
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Properties) : {};
};

/** A property that is a text, or a number where shops send either; null for anything else, and for an empty one. */
export const textIn = (properties: Properties, name: string): string | null => {
  const value = Object.hasOwn(properties, name) ? properties[name] : undefined;
  if (typeof value === 'number' && Number.isFinite(value)) return String(value);
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : null;
};
