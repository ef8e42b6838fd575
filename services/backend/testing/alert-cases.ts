import { DEFAULT_ALERT_RULES } from '../domain/alerts/alert-rules';

/** A request about alerts; an admin's unless it says whose. */
interface AlertRequest {
  readonly as?: 'agent';
  readonly id?: string;
  readonly query?: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

/** An alert that is there. */
export const ALERT = '5f3a2f0e-5a52-4d7c-9d5f-8b1c4b7f5a10';
export const TAKE = { action: 'take', from: null };
const NO_BOUND = { ...DEFAULT_ALERT_RULES[0], warning: null, critical: null };

/** Operations on alerts, their rules and their webhooks, and the request that comes to each status. */
export const ALERT_CASES: Readonly<Record<string, Readonly<Record<number, () => AlertRequest>>>> = {
  'get /queues/alerts': { 400: () => ({ query: { before: 'junk' } }), 403: () => ({ as: 'agent' }) },
  'post /queues/alerts/{alertId}/actions': {
    400: () => ({ id: ALERT, body: { action: 'dance' } }),
    403: () => ({ id: ALERT, as: 'agent', body: TAKE }),
    409: () => ({ id: ALERT, body: { ...TAKE, from: 'somebody' } }),
  },
  'get /queues/alerts/rules': { 403: () => ({ as: 'agent' }) },
  'put /queues/alerts/rules': {
    403: () => ({ as: 'agent', body: { revision: 0, rules: [] } }),
    409: () => ({ body: { revision: 7, rules: [] } }),
    422: () => ({ body: { revision: 0, rules: [NO_BOUND] } }),
  },
  'get /queues/alerts/webhooks': { 403: () => ({ as: 'agent' }) },
  'post /queues/alerts/webhooks': {
    403: () => ({ as: 'agent', body: { url: 'https://receiver.example' } }),
    422: () => ({ body: { url: 'https://192.168.0.7' } }),
  },
  'patch /queues/alerts/webhooks/{hookId}': {
    400: () => ({ id: ALERT, body: { state: 'removed' } }),
    403: () => ({ id: ALERT, as: 'agent', body: { state: 'on' } }),
  },
  'delete /queues/alerts/webhooks/{hookId}': { 403: () => ({ id: ALERT, as: 'agent' }) },
  'post /queues/alerts/webhooks/{hookId}/test': { 403: () => ({ id: ALERT, as: 'agent' }) },
};
