import { SYNC_PATH, isSameAddress } from '../account/addresses';
import { readingOf } from '../account/reading';
import { OUR_NAME, type Installation } from './installation';
import type { Step } from './step';

const NAME = 'Sync service';

/** A Sync service of its own, with ACL; one that `.env` names is looked at and only given a webhook that it lacks. */
export async function syncServiceSteps(installation: Installation): Promise<readonly Step[]> {
  const { client, syncServiceSid } = installation;
  if (syncServiceSid !== null) return namedService(installation, syncServiceSid);
  const services = await client.sync.v1.services.list();
  const ours = services.filter(({ friendlyName }) => friendlyName === OUR_NAME);
  const [found] = ours;
  if (found === undefined) return [create(installation)];
  if (ours.length > 1) {
    const sids = ours.map(({ sid }) => sid).join(', ');
    const says = `The account has ${String(ours.length)} Sync services named “${OUR_NAME}”: ${sids}.`;
    return [{ kind: 'foreign', name: NAME, says, instead: 'Set TWILIO_SYNC_SERVICE_SID in .env to the one in use.' }];
  }
  return [
    {
      kind: 'change',
      name: NAME,
      says: `write the service “${OUR_NAME}” (${found.sid}), which is there, into .env`,
      apply: async () => {
        await installation.keep({ TWILIO_SYNC_SERVICE_SID: found.sid });
        return `TWILIO_SYNC_SERVICE_SID is ${found.sid} now.`;
      },
    },
    ...(await namedService(installation, found.sid)),
  ];
}

const create = ({ client, publicBaseUrl, keep }: Installation): Step => ({
  kind: 'change',
  name: NAME,
  says: `make one named “${OUR_NAME}” with ACL, which calls ${publicBaseUrl}${SYNC_PATH}, and write its SID into .env`,
  apply: async () => {
    const { sid } = await client.sync.v1.services.create({
      friendlyName: OUR_NAME,
      aclEnabled: true,
      webhookUrl: publicBaseUrl + SYNC_PATH,
      webhooksFromRestEnabled: false,
    });
    await keep({ TWILIO_SYNC_SERVICE_SID: sid });
    return `${sid} is made, and TWILIO_SYNC_SERVICE_SID names it.`;
  },
});

async function namedService({ client, publicBaseUrl }: Installation, sid: string): Promise<readonly Step[]> {
  const reading = await readingOf(client.sync.v1.services(sid).fetch());
  if (reading.kind === 'missing') {
    const instead = 'Empty TWILIO_SYNC_SERVICE_SID in .env, and run this again: a service is made.';
    return [{ kind: 'foreign', name: NAME, says: `The account has no Sync service ${sid}.`, instead }];
  }
  if (reading.kind !== 'read') throw new Error('The Sync service could not be read.');
  const { aclEnabled, webhookUrl } = reading.value;
  const acl: Step = aclEnabled
    ? { kind: 'done', name: NAME, says: `${sid} has its ACL on` }
    : {
        kind: 'foreign',
        name: NAME,
        says: `The ACL of ${sid} is off. Others may rely on that: switched on, it locks out whoever has no permission.`,
        instead: 'Empty TWILIO_SYNC_SERVICE_SID in .env and run this again for a service of its own.',
      };
  return [acl, webhookStep(client, sid, webhookUrl, publicBaseUrl + SYNC_PATH)];
}

function webhookStep(client: Installation['client'], sid: string, url: string | null, ours: string): Step {
  const name = 'Sync webhook';
  if (url === null || url === '') {
    return {
      kind: 'change',
      name,
      says: `set the webhook URL of ${sid}, which has none, to ${ours}`,
      apply: async () => {
        await client.sync.v1.services(sid).update({ webhookUrl: ours });
        return `${sid} calls ${ours}.`;
      },
    };
  }
  if (isSameAddress(url, ours)) return { kind: 'done', name, says: `${sid} calls the backend` };
  const says = `${sid} calls another address (${url}).`;
  return { kind: 'foreign', name, says, instead: `If nobody needs it, set it to ${ours} yourself.` };
}
