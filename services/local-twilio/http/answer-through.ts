import type { HostResponse } from './host-app';
import type { Traffic, TrafficRequest } from './traffic';

/** Logs a request and its answer, which a fault may take the place of. Null: the connection is to be cut instead. */
export async function answerThrough(
  traffic: Traffic,
  request: TrafficRequest,
  work: () => HostResponse | Promise<HostResponse>,
): Promise<HostResponse | null> {
  const outcome = await traffic.pass(request, async () => {
    const response = await work();
    const code = codeOf(response);
    return code === undefined ? response : { ...response, code };
  });
  switch (outcome.kind) {
    case 'reply':
      return outcome.reply;
    case 'fault': {
      const { status, code = status } = outcome;
      return { status, body: { status, code, message: 'Fault injected by the control plane' } };
    }
    case 'drop':
      return null;
  }
}

/** Twilio's error code in an answer, if it has one. */
export function codeOf({ body }: HostResponse): number | undefined {
  if (typeof body !== 'object' || body === null || !('code' in body)) return undefined;
  return typeof body.code === 'number' ? body.code : undefined;
}
