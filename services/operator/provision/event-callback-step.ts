import { isSameAddress, TASK_ROUTER_PATH } from '../account/addresses';
import { readingOf } from '../account/reading';
import { CannotProvision, type Step } from './step';
import type { Installation } from './installation';

const NAME = 'event callback';

/** A workspace has one event callback URL, and somebody may live by it: only an empty one is set. */
export async function eventCallbackSteps(installation: Installation): Promise<readonly Step[]> {
  const { client, workspaceSid, publicBaseUrl } = installation;
  const workspace = client.taskrouter.v1.workspaces(workspaceSid);
  const reading = await readingOf(workspace.fetch());
  if (reading.kind !== 'read') {
    throw new CannotProvision('The account has no workspace TWILIO_WORKSPACE_SID: set the one that Flex uses.');
  }
  const ours = publicBaseUrl + TASK_ROUTER_PATH;
  const url = reading.value.eventCallbackUrl as string | null;
  if (url === null || url === '') {
    return [
      {
        kind: 'change',
        name: NAME,
        says: `set the event callback URL of ${workspaceSid}, which has none, to ${ours}`,
        apply: async () => {
          await workspace.update({ eventCallbackUrl: ours });
          return `${workspaceSid} calls ${ours}.`;
        },
      },
    ];
  }
  if (isSameAddress(url, ours)) return [{ kind: 'done', name: NAME, says: `${workspaceSid} calls the backend` }];
  return [
    {
      kind: 'foreign',
      name: NAME,
      says: `${workspaceSid} calls another address with its events (${url}).`,
      instead: `If nobody needs it, set it to ${ours} yourself (Console > TaskRouter > Workspaces > Settings).`,
    },
  ];
}
