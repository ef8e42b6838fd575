import * as v from 'valibot';
import { parseJson } from '../base/json';
import type { HostRequest, HostResponse } from './host-app';

/**
 * Parses the JSON body of a control request (no body counts as `{}`) and hands it over; what does not fit the schema
 * answers 400 with the first problem, unknown fields included: a misspelt setting must not be ignored.
 */
export async function withJsonBody<Schema extends v.GenericSchema>(
  request: HostRequest,
  schema: Schema,
  handle: (body: v.InferOutput<Schema>) => HostResponse | Promise<HostResponse>,
): Promise<HostResponse> {
  let json: unknown;
  try {
    json = request.body.trim() === '' ? {} : parseJson(request.body);
  } catch {
    return badRequest('The body is not JSON');
  }
  const parsed = v.safeParse(schema, json);
  if (parsed.success) return handle(parsed.output);
  const [issue] = parsed.issues;
  const path = v.getDotPath(issue);
  return badRequest(path === null ? issue.message : `${path}: ${issue.message}`);
}

const badRequest = (message: string): HostResponse => ({ status: 400, body: { status: 400, code: 400, message } });
