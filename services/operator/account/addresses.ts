/** Where Twilio calls the backend; the paths of its README. */
export const TASK_ROUTER_PATH = '/webhooks/taskrouter';
export const EVENT_STREAMS_PATH = '/webhooks/event-streams';
export const SYNC_PATH = '/webhooks/sync';

/** Whether two URLs call the same place. The query is the operator's own, and a default port may be left out. */
export function isSameAddress(left: string, right: string): boolean {
  return addressOf(left) === addressOf(right);
}

function addressOf(url: string): string {
  if (!URL.canParse(url)) return url;
  const { origin, pathname } = new URL(url);
  return origin + pathname.replace(/\/+$/, '');
}

/** An address that only this machine reaches. */
export const isLoopback = (url: string): boolean =>
  /^(localhost|.+\.localhost|127(\.\d+){3}|0\.0\.0\.0|\[::1?\])$/.test(new URL(url).hostname);
