import { connect } from 'node:tls';
import { getExpectedTwilioSignature } from 'twilio/lib/webhooks/webhooks';
import { fetch } from 'undici';
import { EVENT_STREAMS_PATH, isLoopback, SYNC_PATH, TASK_ROUTER_PATH } from '../../account/addresses';
import { reasonOf } from '../../account/reading';
import { valueOf, type Settings } from '../../account/settings';
import { right, unknown, wrong, type Finding } from '../finding';
import { isFinding, needing } from './settings';

const TIMEOUT_MS = 10_000;
/** A certificate that ends within it was not renewed in time. */
const LEAST_CERTIFICATE_DAYS = 7;

/** Whether the backend is reached from outside, speaks with Flex's pages, and knows Twilio's signature. */
export async function checkBackend(settings: Settings): Promise<Finding[]> {
  const check = 'backend';
  const needed = needing(settings, check, ['PUBLIC_BASE_URL']);
  if (isFinding(needed)) return [needed];
  const url = needed.PUBLIC_BASE_URL;
  const address = addressFinding(url, valueOf(settings, 'TWILIO_BASE_URL') === null);
  const answers = await Promise.all(
    [TASK_ROUTER_PATH, EVENT_STREAMS_PATH].map(async (path) => ({ path, answer: await ask(url + path, UNSIGNED, {}) })),
  );
  const silence = answers.map(({ answer }) => answer).find((answer) => typeof answer === 'string');
  if (silence !== undefined) return [address, unreachable(url, silence)];
  return [
    address,
    forgedFinding(
      answers.flatMap(({ path, answer }) => (typeof answer === 'string' ? [] : [{ path, status: answer.status }])),
    ),
    await checkCertificate(url),
    await checkSignature(settings, url),
    await checkOrigin(url, originsOf(valueOf(settings, 'FLEX_ORIGINS'))),
  ];
}

function addressFinding(url: string, isRealAccount: boolean): Finding {
  const check = 'backend.address';
  if (!isRealAccount) return right(check, 'The backend is for Local Twilio, which reaches addresses of this machine.');
  if (isLoopback(url)) {
    const says = 'PUBLIC_BASE_URL is an address of this machine, which Twilio cannot call.';
    return wrong(check, says, 'In .env, set PUBLIC_BASE_URL to the public address of the backend.');
  }
  if (url.startsWith('http:')) {
    const says = 'PUBLIC_BASE_URL is http: pages of Flex, which are https, may not call it.';
    return wrong(check, says, 'Put a proxy with a certificate before the backend and set PUBLIC_BASE_URL to https.');
  }
  return right(check, 'PUBLIC_BASE_URL is a public https address.');
}

/** Node's names for what is wrong with a certificate. */
const CERTIFICATE_FAULTS: Readonly<Record<string, string>> = {
  CERT_HAS_EXPIRED: 'has expired',
  CERT_NOT_YET_VALID: 'is not valid yet',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'is signed by nobody but itself',
  SELF_SIGNED_CERT_IN_CHAIN: 'is signed by an authority that nobody knows',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'comes without its intermediate certificates',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'comes without its intermediate certificates',
  ERR_TLS_CERT_ALTNAME_INVALID: 'is for another name',
};

function unreachable(url: string, reason: string): Finding {
  const fault = Object.entries(CERTIFICATE_FAULTS).find(([code]) => reason.includes(code))?.[1];
  if (fault !== undefined) {
    const says = `The certificate of the backend ${fault}: Twilio and browsers refuse it.`;
    return wrong('backend.certificate', says, `Give ${new URL(url).host} a certificate of a public authority.`);
  }
  return wrong(
    'backend.answer',
    `The backend gives no answer at PUBLIC_BASE_URL: ${reason}.`,
    'See whether it runs (`npm run backend`), and whether name, port, proxy and firewall lead to it.',
  );
}

const UNSIGNED = { EventType: 'unsigned' };

function forgedFinding(answers: readonly { readonly path: string; readonly status: number }[]): Finding {
  const check = 'backend.answer';
  const other = answers.find(({ status }) => status !== 403);
  if (other === undefined) return right(check, 'The backend answers, and refuses a callback without a signature.');
  const says = `At ${other.path} of PUBLIC_BASE_URL somebody answers ${String(other.status)} to a callback without a signature, where a backend of this release says 403.`;
  const mend =
    'See what stands at that address, whether the proxy passes all of /webhooks, and whether the backend that runs is of an older release.';
  return wrong(check, says, mend);
}

async function checkCertificate(url: string): Promise<Finding> {
  const check = 'backend.certificate';
  const { protocol, hostname, port } = new URL(url);
  if (protocol !== 'https:') return right(check, 'Without https there is no certificate to look at.');
  const end = await certificateEnd(hostname, port === '' ? 443 : Number(port));
  if (end === null) return unknown(check, 'The end of the certificate could not be read.');
  const days = Math.floor((end - Date.now()) / 86_400_000);
  if (days >= LEAST_CERTIFICATE_DAYS) return right(check, `The certificate is good for ${String(days)} days.`);
  const says = `The certificate of the backend ends in ${String(days)} days.`;
  return wrong(check, says, 'Renew it, and see why that did not happen by itself.');
}

const certificateEnd = (host: string, port: number): Promise<number | null> =>
  new Promise((resolve) => {
    const socket = connect({ host, port, servername: host, timeout: TIMEOUT_MS }, () => {
      const end = Date.parse(socket.getPeerCertificate().valid_to);
      socket.destroy();
      resolve(Number.isNaN(end) ? null : end);
    });
    const give = (): void => {
      socket.destroy();
      resolve(null);
    };
    socket.once('error', give).once('timeout', give);
  });

/**
 * A callback signed as Twilio signs it. It says that the backend itself wrote a Document, which is counted and leaves nothing
 * else behind.
 */
async function checkSignature(settings: Settings, url: string): Promise<Finding> {
  const check = 'backend.signature';
  const needed = needing(settings, check, ['TWILIO_ACCOUNT_SID', 'TWILIO_AUTH_TOKEN', 'TWILIO_SYNC_SERVICE_SID']);
  if (isFinding(needed)) return needed;
  const form = {
    AccountSid: needed.TWILIO_ACCOUNT_SID,
    ServiceSid: needed.TWILIO_SYNC_SERVICE_SID,
    EventType: 'document_updated',
    Identity: 'system',
    DocumentSid: `ET${'0'.repeat(32)}`,
    DocumentUniqueName: 'doctor',
    DocumentRevision: '0',
    DocumentData: '{}',
  };
  const address = url + SYNC_PATH;
  const signature = getExpectedTwilioSignature(needed.TWILIO_AUTH_TOKEN, address, form);
  const answer = await ask(address, form, { 'X-Twilio-Signature': signature });
  if (typeof answer === 'string') return unknown(check, `The backend gave no answer: ${answer}.`);
  if (answer.status === 204) return right(check, 'The backend takes a callback signed with the auth token.');
  if (answer.status === 403) {
    const says = 'The backend refuses a callback signed with TWILIO_AUTH_TOKEN for PUBLIC_BASE_URL.';
    const mend = 'Give the running backend the same two values as here, and restart it.';
    return wrong(check, says, mend);
  }
  return wrong(
    check,
    `The backend answers ${String(answer.status)} to a signed callback.`,
    'See its log, and /readyz on its own machine.',
  );
}

/** Where the pages of Flex are, unless FLEX_ORIGINS names others. */
const originsOf = (text: string | null): readonly string[] =>
  (text ?? 'https://flex.twilio.com').split(',').map((part) => part.trim());

async function checkOrigin(url: string, origins: readonly string[]): Promise<Finding> {
  const check = 'backend.origins';
  const refused: string[] = [];
  for (const origin of origins) {
    const headers = { Origin: origin, 'Access-Control-Request-Method': 'POST' };
    const answer = await fetch(`${url}/sync-tokens`, { method: 'OPTIONS', headers, signal: timeout() }).catch(
      () => null,
    );
    if (answer?.headers.get('access-control-allow-origin') !== origin) refused.push(origin);
  }
  if (refused.length === 0) return right(check, `Pages of ${origins.join(', ')} may call the backend.`);
  const says = `Pages of ${refused.join(', ')} may not call the backend, so that the plugins get no token.`;
  return wrong(check, says, 'Name them in FLEX_ORIGINS of the running backend; the proxy must pass OPTIONS on.');
}

const timeout = (): AbortSignal => AbortSignal.timeout(TIMEOUT_MS);

/** The answer, or why there is none. */
async function ask(
  url: string,
  form: Readonly<Record<string, string>>,
  headers: Readonly<Record<string, string>>,
): Promise<{ readonly status: number } | string> {
  try {
    return await fetch(url, {
      method: 'POST',
      body: new URLSearchParams(form),
      headers,
      redirect: 'manual',
      signal: timeout(),
    });
  } catch (error) {
    return reasonOf(error);
  }
}
