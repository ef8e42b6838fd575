import { codeOf } from '../http/answer-through';
import type { HostResponse } from '../http/host-app';
import { createRouter } from '../http/router';
import type { Authenticate, TwilsockCaller, TwilsockRefusal } from '../identity/twilsock-caller';
import type { SyncServices } from '../sync/sync-services';
import { cdsRoutes } from './cds-routes';
import type { Admitted, Connection } from './connection';
import type { FrameHeader } from './frame';
import { endpointOf, initReply, type Endpoint, type InitFields } from './session-init';
import { createSubscriptions } from './subscriptions';

export interface AdmissionOptions {
  readonly services: SyncServices;
  readonly authenticate: Authenticate;
  /** Whether a connection hears of its own writes. */
  readonly echoToOrigin: boolean;
  /** True: cut this connection instead of letting it in. */
  readonly isRefused: (identity: string) => boolean;
}

/** What a packet that shows a token leads to: fields of the reply, or a refusal, which ends the connection. */
type Verdict = { readonly fields: object } | TwilsockRefusal;

const OK = { code: 200, status: 'OK' };
/** How long a client shall wait before it comes back that met a 429. */
const BACKOFF = { backoff_policy: { reconnect_min_ms: 500, reconnect_max_ms: 1000 } };

/** `init`: lets the client in whose token is good. */
export const admit = (connection: Connection, options: AdmissionOptions, id: string, init: InitFields): Promise<void> =>
  answerWithVerdict(connection, { id, method: 'INIT', token: init.token }, () => {
    const product = init.registrations?.[0]?.product ?? '';
    const access = options.authenticate(init.token, product);
    if ('error' in access) return access;
    const caller: TwilsockCaller = { ...access, product, token: init.token };
    if (options.isRefused(caller.identity)) {
      connection.cut();
      return { fields: {} };
    }
    const endpoint = endpointOf(init, caller);
    connection.admitted?.leave();
    connection.admitted = openFor(connection, options, caller, endpoint);
    connection.tokenTimers.arm(caller.expiresAt);
    return { fields: initReply(init, caller, endpoint, options.services.epoch()) };
  });

function openFor(
  connection: Connection,
  options: AdmissionOptions,
  caller: TwilsockCaller,
  { endpointId }: Endpoint,
): Admitted {
  const { services, echoToOrigin } = options;
  const { origin, outbox } = connection;
  const service = services.service(caller.serviceSid);
  const syncCaller = { identity: caller.identity, aclExempt: !caller.acl, origin, endpointId };
  const subscriptions = createSubscriptions({ service, caller: syncCaller, echoToOrigin, notify: outbox.notify });
  const cds = createRouter('cds.us1.twilio.com', cdsRoutes({ service, caller: syncCaller, subscriptions }));
  const disconnect = service.endpoints.connect(caller.identity, endpointId);
  const leave = (): void => {
    subscriptions.close();
    disconnect();
  };
  return { caller, subscriptions, cds, leave };
}

/** `update`: a new token for the same client. */
export function renewToken(
  connection: Connection,
  { authenticate }: AdmissionOptions,
  { id, token }: FrameHeader,
  admitted: Admitted,
): Promise<void> {
  const text = typeof token === 'string' ? token : '';
  return answerWithVerdict(connection, { id, method: 'UPDATE', token: text }, () => {
    const { product, identity, serviceSid } = admitted.caller;
    const access = authenticate(text, product);
    if ('error' in access) return access;
    if (access.identity !== identity || access.serviceSid !== serviceSid) {
      const description = "Can't update token, new token was issued for other identity/instance/product.";
      return { error: { errorCode: 51215, description } };
    }
    connection.admitted = { ...admitted, caller: { ...access, product, token: text } };
    connection.tokenTimers.arm(access.expiresAt);
    return { fields: {} };
  });
}

/** The status of the reply packet itself tells the outcome, and a failure ends the connection. */
function answerWithVerdict(
  { admitted, answer, reply, closeSoon }: Connection,
  { id, method, token }: { readonly id: string; readonly method: 'INIT' | 'UPDATE'; readonly token: string },
  decide: () => Verdict,
): Promise<void> {
  const identity = admitted?.caller.identity ?? null;
  const path = '/tsock.us1.twilio.com/v3/wsconnect';
  let verdict: Verdict | null = null;
  return answer(
    { surface: 'twilsock', identity, method, path, query: {}, headers: { authorization: token } },
    () => {
      verdict = decide();
      return 'error' in verdict ? { status: 401, body: { code: verdict.error.errorCode } } : { status: 200 };
    },
    (response) => {
      const { fields, payload } = verdictReply(verdict, response);
      reply(id, fields, payload);
      if (response.status !== 200) closeSoon();
    },
  );
}

/** `verdict` is null when a fault took the place of the decision. */
function verdictReply(verdict: Verdict | null, response: HostResponse): { fields: object; payload?: string } {
  if (verdict === null) {
    const { status: code } = response;
    const status = { code, status: 'FAULT', description: 'Fault injected', errorCode: codeOf(response) ?? code };
    if (code !== 429) return { fields: { status } };
    return { fields: { status, payload_type: 'application/json' }, payload: JSON.stringify(BACKOFF) };
  }
  if (!('error' in verdict)) return { fields: { status: OK, ...verdict.fields } };
  const { errorCode, description } = verdict.error;
  return { fields: { status: { code: 401, status: 'UNAUTHORIZED', description, errorCode } } };
}
