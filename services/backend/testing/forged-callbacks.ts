import { createHmac } from 'node:crypto';
import { callback, reservationFields } from './callbacks';
import type { SeededRandom } from './seeded-random';

export const PUBLIC_BASE_URL = 'https://backend.example';
export const AUTH_TOKEN = 'auth-token';
const TARGET = '/webhooks/taskrouter';
const FORM = 'application/x-www-form-urlencoded';

/** A request as a forger writes it. */
export interface Forgery {
  readonly method: string;
  readonly target: string;
  readonly headers: readonly (readonly [string, string])[];
  readonly body: Buffer;
}

type Mutation = (random: SeededRandom) => Forgery;

type Pairs = readonly (readonly [string, string])[];

/** Twilio's algorithm, written from its documentation: equal values of a parameter count once. */
function signedText(url: string, pairs: Pairs): string {
  const names = [...new Set(pairs.map(([name]) => name))].sort();
  const valuesOf = (name: string) => [...new Set(pairs.filter(([other]) => other === name).map(([, value]) => value))];
  return (
    url +
    names
      .map((name) =>
        valuesOf(name)
          .sort()
          .map((value) => name + value)
          .join(''),
      )
      .join('')
  );
}

const sign = (url: string, pairs: Pairs, token = AUTH_TOKEN, hash = 'sha1'): string =>
  createHmac(hash, token).update(signedText(url, pairs)).digest('base64');

const bodyOf = (pairs: Pairs): string =>
  new URLSearchParams(pairs.map(([name, value]): [string, string] => [name, value])).toString();

const PAIRS: Pairs = Object.entries(
  callback('reservation.accepted', 7, reservationFields(1, { task: 1, queue: 1 }, { WorkerName: 'Jürgen & Söhne' })),
);
const URL_OF_CALLBACK = PUBLIC_BASE_URL + TARGET;
const SIGNATURE = sign(URL_OF_CALLBACK, PAIRS);

/** A callback as Twilio sends it. */
export const GENUINE: Forgery = {
  method: 'POST',
  target: TARGET,
  headers: [
    ['content-type', FORM],
    ['x-twilio-signature', SIGNATURE],
  ],
  body: Buffer.from(bodyOf(PAIRS)),
};

const withHeader = (name: string, value: string): Forgery => ({
  ...GENUINE,
  headers: [...GENUINE.headers.filter(([other]) => other !== name), [name, value]],
});
const withPairs = (pairs: Pairs): Forgery => ({ ...GENUINE, body: Buffer.from(bodyOf(pairs)) });

/**
 * True when what was signed is unchanged: Twilio's signature is over a text without separators, so that an order of the
 * parameters, an escape more, or a boundary between a name and its value may change without its breaking.
 */
export function isStillSigned({ method, target, headers, body }: Forgery): boolean {
  const signatures = headers.filter(([name]) => name === 'x-twilio-signature');
  const types = headers.filter(([name]) => name === 'content-type');
  const isForm = types.length === 1 && types[0]?.[1].split(';')[0]?.trim().toLowerCase() === FORM;
  const isSame = method === 'POST' && target === TARGET && isForm && signatures.length === 1;
  if (!isSame || signatures[0]?.[1] !== SIGNATURE) return false;
  return signedText(URL_OF_CALLBACK, [...new URLSearchParams(body.toString())]) === signedText(URL_OF_CALLBACK, PAIRS);
}

function changedBytes(random: SeededRandom): Forgery {
  const { body } = GENUINE;
  const at = random.int(body.length);
  const [before, after] = [body.subarray(0, at), body.subarray(at + 1)];
  const byte = Buffer.from([random.int(256)]);
  const bodies = [
    [before, byte, after],
    [before, after],
    [before, byte, body.subarray(at)],
    [before],
    [body.subarray(at)],
    [before, Buffer.from([(body[at] ?? 0) ^ (1 << random.int(8))]), after],
    [body, Buffer.from(random.pick(['&', '=', '&a=b', '&Sid=', '%00', '\0', '\r\n', '%', '%ff', '#', '?a=b']))],
    [body, body],
    [],
  ] as const;
  return { ...GENUINE, body: Buffer.concat([...random.pick(bodies)]) };
}

function changedParameters(random: SeededRandom): Forgery {
  const at = random.int(PAIRS.length);
  const other = random.int(PAIRS.length);
  const [name = '', value = ''] = PAIRS[at] ?? [];
  const without = PAIRS.filter((_pair, index) => index !== at);
  const text = random.pick([
    '',
    '0',
    ' ',
    'task.deleted',
    '__proto__',
    'constructor',
    '\u0000',
    'ü',
    'x'.repeat(5_000),
  ]);
  const changes: readonly [Pairs, ...Pairs[]] = [
    without,
    [...without, [name, text]],
    [...PAIRS, [name, text]],
    [[name, text], ...PAIRS],
    [...PAIRS, [text, value]],
    [...without, [text, value]],
    [...without, [name.toLowerCase(), value]],
    [...without, [`${name} `, value]],
    [...without, [name, PAIRS[other]?.[1] ?? '']],
    [...PAIRS, [name, value]],
    [...PAIRS].reverse(),
    [...without, [name + value.slice(0, 1), value.slice(1)]],
    Array.from({ length: 1_200 }, (_each, index): readonly [string, string] => [`a${index % 7}`, String(index)]),
  ];
  return withPairs(random.pick(changes));
}

function changedSignature(random: SeededRandom): Forgery {
  const bytes = Buffer.from(SIGNATURE, 'base64');
  const bit = random.int(bytes.length * 8);
  const flipped = Buffer.from(bytes.map((byte, at) => (at === bit >> 3 ? byte ^ (1 << (bit & 7)) : byte)));
  const at = random.int(SIGNATURE.length);
  const url = random.pick([
    `http://backend.example${TARGET}`,
    `https://backend.example:8443${TARGET}`,
    `https://evil.example${TARGET}`,
    PUBLIC_BASE_URL,
    `${URL_OF_CALLBACK}/`,
    `${URL_OF_CALLBACK}?a=b`,
    TARGET,
    '',
  ]);
  const otherToken = random.pick(['', 'auth-toke', 'auth-token ', 'Auth-Token', AUTH_TOKEN.repeat(2)]);
  return withHeader(
    'x-twilio-signature',
    random.pick([
      flipped.toString('base64'),
      SIGNATURE.slice(0, at),
      SIGNATURE.slice(0, at) + SIGNATURE.slice(at + 1),
      `${SIGNATURE}=`,
      `${SIGNATURE}, ${SIGNATURE}`,
      SIGNATURE.toLowerCase(),
      bytes.toString('hex'),
      SIGNATURE.replaceAll('+', '-').replaceAll('/', '_').replace('=', ''),
      'A'.repeat(random.int(200)),
      sign(url, PAIRS),
      sign(URL_OF_CALLBACK, PAIRS, otherToken),
      sign(URL_OF_CALLBACK, PAIRS, AUTH_TOKEN, 'sha256'),
      sign(URL_OF_CALLBACK, []),
      sign(URL_OF_CALLBACK, PAIRS.slice(1)),
    ]),
  );
}

function otherTarget(random: SeededRandom): Forgery {
  const target = random.pick([
    `${TARGET}/`,
    `/${TARGET}`,
    TARGET.toUpperCase(),
    `${TARGET}?a=b`,
    `${TARGET}?${'a'.repeat(random.int(8_000))}`,
    `${TARGET}?bodySHA256=${'0'.repeat(64)}`,
    `${TARGET};a=b`,
    '/webhooks/%74askrouter',
    '/webhooks/taskrouter%00',
    '/webhooks%2ftaskrouter',
    '/webhooks/taskrouter%zz',
    '/webhooks/constructor',
    '/__proto__',
    '/',
  ]);
  return { ...GENUINE, target };
}

const otherMethod = (random: SeededRandom): Forgery => ({
  ...GENUINE,
  method: random.pick(['GET', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']),
});

const otherType = (random: SeededRandom): Forgery =>
  withHeader(
    'content-type',
    random.pick([
      'application/json',
      'text/plain',
      'multipart/form-data; boundary=x',
      'application/x-www-form-urlencodedx',
      'application/x-www-form-urlencoded, text/plain',
      'text/plain; application/x-www-form-urlencoded',
      'constructor',
      '__proto__/x',
      '*/*',
      ';',
      '/',
    ]),
  );

/** Signed for the address that the request itself claims to have come to. */
function forwarded(random: SeededRandom): Forgery {
  const host = random.pick(['evil.example', 'localhost:4100', 'backend.example.evil.example']);
  const protocol = random.pick(['http', 'https']);
  return {
    ...withHeader('x-twilio-signature', sign(`${protocol}://${host}${TARGET}`, PAIRS)),
    headers: [
      ['content-type', FORM],
      ['host', host],
      ['x-forwarded-host', host],
      ['x-forwarded-proto', protocol],
      ['forwarded', `host=${host};proto=${protocol}`],
      ['x-original-url', TARGET],
      ['x-twilio-signature', sign(`${protocol}://${host}${TARGET}`, PAIRS)],
    ],
  };
}

/** Ways to change a genuine callback, and to forge one. */
const FORGERIES: readonly [Mutation, ...Mutation[]] = [
  changedBytes,
  changedBytes,
  changedBytes,
  changedParameters,
  changedParameters,
  changedSignature,
  changedSignature,
  otherTarget,
  otherMethod,
  otherType,
  forwarded,
];

export const forge: Mutation = (random) => random.pick(FORGERIES)(random);
