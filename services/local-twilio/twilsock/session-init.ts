import { createHash, randomUUID } from 'node:crypto';
import * as v from 'valibot';
import { parseJson } from '../base/json';
import type { TwilsockCaller } from '../identity/twilsock-caller';
import type { FrameHeader } from './frame';

const InitFields = v.object({
  token: v.optional(v.string(), ''),
  continuation_token: v.nullish(v.string()),
  registrations: v.nullish(
    v.array(v.object({ product: v.string(), type: v.string(), message_types: v.optional(v.array(v.string()), []) })),
  ),
});
export type InitFields = v.InferOutput<typeof InitFields>;

/** The parts of an `init` packet that matter, or null when it is malformed. */
export function parseInit(header: FrameHeader): InitFields | null {
  const parsed = v.safeParse(InitFields, header);
  return parsed.success ? parsed.output : null;
}

/** Twilio's name for a client, and what the answer to `init` says of it. */
export interface Endpoint {
  readonly endpointId: string;
  readonly fields: object;
}

/** Fields of the successful answer to `init`. `epoch` names the present set of data. */
export function initReply(fields: InitFields, caller: TwilsockCaller, endpoint: Endpoint, epoch: string): object {
  const registrations = fields.registrations ?? [];
  const products = new Set([...registrations.map(({ product }) => product), 'data_sync']);
  return {
    capabilities: ['client_update', 'offline_storage'],
    ...endpoint.fields,
    offline_storage: Object.fromEntries(
      [...products].map((product) => [product, { storage_id: storageId(epoch, caller, product) }]),
    ),
    init_registrations: registrations.map((registration) => ({ notification_ctx_id: randomUUID(), ...registration })),
    account_descriptor: {
      account_sid: caller.accountSid,
      instance_sids: { [caller.product]: caller.serviceSid },
      identity: caller.identity,
    },
  };
}

/** Browsers cache roots of objects under this id: it must change when the data is reset, or dead SIDs come back. */
const storageId = (epoch: string, caller: TwilsockCaller, product: string): string =>
  createHash('sha1')
    .update(JSON.stringify([epoch, caller.serviceSid, caller.identity, product]))
    .digest('hex');

/** A client that shows the continuation token of its identity is the endpoint that it was. */
export function endpointOf({ continuation_token }: InitFields, { identity }: TwilsockCaller): Endpoint {
  const token = continuation_token ?? null;
  const previous = token === null ? null : decodeContinuation(token);
  if (previous?.identity === identity) {
    const fields = { continuation_token: token, continuation_token_status: { reissued: false } };
    return { endpointId: previous.endpointId, fields };
  }
  const [reason, message] = previous
    ? ['DIFFERENT_IDENTITY', 'Continuation token was issued for another identity']
    : ['MISSING', 'Continuation token is not provided'];
  const endpointId = `twi1-${randomUUID().replaceAll('-', '')}`;
  const fields = {
    continuation_token: Buffer.from(JSON.stringify({ format: 'rtd-ct-1', endpointId, identity })).toString('base64'),
    continuation_token_status: { reissued: true, reissue_reason: reason, reissue_message: message },
  };
  return { endpointId, fields };
}

const Continuation = v.object({ identity: v.string(), endpointId: v.string() });

function decodeContinuation(token: string): v.InferOutput<typeof Continuation> | null {
  try {
    const parsed = v.safeParse(Continuation, parseJson(Buffer.from(token, 'base64').toString()));
    return parsed.success ? parsed.output : null;
  } catch {
    return null;
  }
}
