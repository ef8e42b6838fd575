import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { SYNC_CALLS } from '../sync-api/sync-calls';
import { TASK_ROUTER_CALLS } from '../taskrouter-api/task-router-calls';
import type { DocumentedCall } from './documented-calls';

/** The genuine helper, which is generated from Twilio's OpenAPI: `dist` of nothing, its source is what it ships. */
const HELPER = join(dirname(require.resolve('twilio/package.json')), 'lib', 'rest');

const sourcesIn = (folder: string): readonly string[] =>
  readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return sourcesIn(path);
    return entry.name.endsWith('.js') ? [readFileSync(path, 'utf8')] : [];
  });

/** In the order in which they stand: where a resource is, where a function begins, what it sends, how it sends it. */
const MARKS =
  /_uri = `(?<uri>[^`]*)`|^ *(?:instance\.)?(?<start>\w+)(?: = function \w+)?\((?:params|callback)[^)]*\) \{$|data\["(?<name>\w+)"\]|method: "(?<method>get|post|delete)"/gmu;

function callsOfHelper(api: string, root: string): Readonly<Record<string, readonly string[]>> {
  const calls = new Map<string, Set<string>>();
  for (const source of sourcesIn(join(HELPER, api, 'v1'))) {
    let [uri, names] = ['', new Set<string>()];
    for (const { groups = {} } of source.matchAll(MARKS)) {
      if (groups['uri'] !== undefined) uri = groups['uri'].replaceAll(/\$\{\w+\}/gu, ':');
      else if (groups['start'] !== undefined) names = new Set();
      else if (groups['name'] !== undefined) names.add(groups['name']);
      else {
        const call = `${String(groups['method']).toUpperCase()} /v1${uri}`;
        calls.set(call, new Set([...(calls.get(call) ?? []), ...names]));
      }
    }
  }
  expect([...calls.keys()].every((call) => call.includes(root))).toBe(true);
  return Object.fromEntries([...calls].map(([call, found]) => [call, [...found].sort()]));
}

const tableOf = (calls: readonly DocumentedCall[]): Readonly<Record<string, readonly string[]>> =>
  Object.fromEntries(calls.map(({ method, path, parameters }) => [`${method} ${path}`, [...parameters].sort()]));

test('[SY21] the calls and parameters of Sync are those of the genuine helper', () => {
  expect(tableOf(SYNC_CALLS)).toEqual(callsOfHelper('sync', '/v1/Services'));
});

test('[TR30] the calls and parameters of TaskRouter are those of the genuine helper', () => {
  const bulk = 'POST /v1/Workspaces/:/TaskQueues/RealTimeStatistics';
  const { [bulk]: assumed, ...table } = tableOf(TASK_ROUTER_CALLS);
  const { [bulk]: untold, ...helper } = callsOfHelper('taskrouter', '/v1/Workspaces');
  expect(table).toEqual(helper);
  // The helper sends a body of the caller's making.
  expect([assumed, untold]).toEqual([['TaskQueueSids'], []]);
});
