import type { Random } from '../simulator/random';

/** Levels of nesting that no walk by recursion survives. */
export const DEEP = 10_000;

/** Names that objects have by themselves, broken encodings, and what is too long or no text. */
export const NAMES = [
  ...[
    '__proto__',
    'constructor',
    'toString',
    'hasOwnProperty',
    'valueOf',
    '__defineGetter__',
    '',
    '.',
    '..',
    '%',
    '%2',
  ],
  ...['%00', '%E0%A4%A', '%C0%AF', '\xff\xfe', '[', ']', '\\', '{}', '?', '?__proto__=1&%', 'a'.repeat(3_000), 'null'],
];

/** What may stand where a text, a number or an object is expected. */
export const VALUES: readonly unknown[] = [
  ...[null, true, -1, 0, 1e308, 1e21, 0.5, '', 'x', '\ud800', '\u0000', '__proto__', 'constructor', [], {}, [[null]]],
  ...[{ note: 'x'.repeat(20_000) }, '{"__proto__":1,"queue":"Sales"}', 'chat', { direction: 7, from: [], name: {} }],
  ...['alice', 'Sales', 'voice', 'agent', 'completed', 'true', '{}', '1==1', 1],
  ...['(', '((((', 'NOT '.repeat(500), '['.repeat(5_000), 'a AND '.repeat(1_500), 'x'.repeat(20_000), '+1', '1e400'],
  ...['0000-00-00', '999999999-01-01', '{"a":1}', '[1]', '"', '\\', `${'['.repeat(DEEP)}${']'.repeat(DEEP)}`],
];

/** Names of query parameters, and some that are none. */
export const QUERY_FIELDS = [
  ...['TargetWorkersExpression', 'PageSize', 'Page', 'PageToken', 'StartDate', 'Minutes', 'From', 'Order', 'Bounds'],
  ...[
    'after',
    'TaskQueueSid',
    'Priority',
    'FriendlyName',
    '__proto__',
    'constructor',
    'Available',
    'ReservationStatus',
  ],
];

/** One of the choices, each as likely. */
export const oneOf = <Choice>(random: Random, choices: readonly Choice[]): Choice =>
  choices[Math.floor(random() * choices.length)]!;

/** Mostly what is usual: a request with two things wrong shows the first only. */
export const mostly = <Choice>(random: Random, usual: Choice, odd: readonly Choice[]): Choice =>
  random() < 0.9 ? usual : oneOf(random, odd);

/** Names with values that go into a form or into JSON. */
export type Fields = readonly (readonly [name: string, value: unknown])[];

/** Some of the names, each with this likelihood and any value. */
export const fieldsOf = (random: Random, names: readonly string[], share: number): Fields =>
  names.flatMap((name) => (random() < share ? [[name, oneOf(random, VALUES)] as const] : []));

/** Keeps names such as `__proto__`, which an object literal would swallow. */
export const jsonOf = (fields: Fields): string =>
  `{${fields.map(([name, value]) => `${JSON.stringify(name)}:${JSON.stringify(value)}`).join(',')}}`;

/** As a form has it. */
export const textOf = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value));

/** The fields percent-encoded, for a form or a query. */
export const formOf = (fields: Fields): string =>
  new URLSearchParams(fields.map(([name, value]) => [name, textOf(value)] as [string, string])).toString();
