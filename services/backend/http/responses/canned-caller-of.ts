import { WorkerSid } from '@flex-sync-suite/shared/contract';
import * as v from 'valibot';
import type { CannedCaller } from '../../commands/responses/canned-caller';
import type { FlexTokenCheck } from '../../twilio/flex-token';
import { flexUserOf } from '../flex-caller';

/** @throws Refusal `unauthenticated` without a good token, `unavailable` when Twilio cannot tell */
export async function cannedCallerOf(check: FlexTokenCheck, authorization: string | undefined): Promise<CannedCaller> {
  const { identity, roles, workerSid } = await flexUserOf(check, authorization);
  const parsed = v.safeParse(v.nullable(WorkerSid), workerSid);
  const worker = parsed.success ? parsed.output : null;
  return { identity, roles, workerSid: worker, actor: worker ?? identity };
}
