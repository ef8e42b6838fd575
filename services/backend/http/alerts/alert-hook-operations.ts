import {
  ALERT_HOOKS_PATH,
  AlertHook,
  AlertHookChange,
  AlertHookMade,
  AlertHooks,
  AlertHookTest,
  NewAlertHook,
} from '@flex-sync-suite/shared/contract';
import { noSuchHook, type AlertHookCommands } from '../../commands/alerts/alert-hook-commands';
import { serving, type ServedOperation } from '../operations/operation';

const LIMIT = { burst: 20, refillMs: 1_000 };
/** A test goes out to somebody else's server. */
const TESTS = { burst: 5, refillMs: 5_000 };
const PARAMS = { params: { hookId: AlertHook.entries.id }, missing: noSuchHook };

/** Where alerts are told outside of Flex. */
export const alertHookOperations = (commands: AlertHookCommands): readonly ServedOperation[] => [
  serving(
    {
      method: 'get',
      path: ALERT_HOOKS_PATH,
      summary: 'The webhooks that are told of alerts, and how that went; for supervisors their names.',
      answer: AlertHooks,
      errors: [403],
      limit: LIMIT,
    },
    ({ caller }) => commands.list(caller),
  ),
  serving(
    {
      method: 'post',
      path: ALERT_HOOKS_PATH,
      summary: 'Makes a webhook; its secret is told this once.',
      body: NewAlertHook,
      answer: AlertHookMade,
      errors: [403, 422],
      limit: LIMIT,
    },
    ({ caller, body }) => commands.create(caller, body),
  ),
  serving(
    {
      method: 'patch',
      path: `${ALERT_HOOKS_PATH}/{hookId}`,
      summary: 'Has a webhook rest or go on; puts back one that was removed less than a day ago.',
      ...PARAMS,
      body: AlertHookChange,
      answer: AlertHook,
      errors: [403],
      limit: LIMIT,
    },
    ({ caller, params, body }) => commands.change(caller, params.hookId, body),
  ),
  serving(
    {
      method: 'delete',
      path: `${ALERT_HOOKS_PATH}/{hookId}`,
      summary: 'Removes a webhook, with all that it was to be told.',
      ...PARAMS,
      errors: [403],
      limit: LIMIT,
    },
    async ({ caller, params }) => {
      await commands.remove(caller, params.hookId);
      return undefined;
    },
  ),
  serving(
    {
      method: 'post',
      path: `${ALERT_HOOKS_PATH}/{hookId}/test`,
      summary: 'Sends a test to a webhook, once, and tells what it answered.',
      ...PARAMS,
      answer: AlertHookTest,
      errors: [403],
      limit: TESTS,
    },
    ({ caller, params }) => commands.test(caller, params.hookId),
  ),
];
