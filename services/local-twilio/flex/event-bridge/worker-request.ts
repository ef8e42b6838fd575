import * as v from 'valibot';
import { parseJson } from '../../base/json';
import type { HostRequest, HostResponse } from '../../http/host-app';
import { TaskRouterError } from '../../base/task-router-error';

export const ok = (body: object): HostResponse => ({ status: 200, body });

export const list = (contents: readonly object[]): HostResponse =>
  ok({ contents, total: contents.length, after_sid: null });

/** Hands the parameters of a command over. @throws TaskRouterError 400 with the first problem */
export function withParams<Schema extends v.GenericSchema>(
  request: HostRequest,
  schema: Schema,
  handle: (params: v.InferOutput<Schema>) => HostResponse,
): HostResponse {
  const parsed = v.safeParse(schema, parseJson(request.body));
  if (parsed.success) return handle(parsed.output);
  throw new TaskRouterError(400, 20001, `${v.getDotPath(parsed.issues[0]) ?? 'params'}: ${parsed.issues[0].message}`);
}
