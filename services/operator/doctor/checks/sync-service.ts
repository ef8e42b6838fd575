import { isSameAddress, SYNC_PATH } from '../../account/addresses';
import { readingOf } from '../../account/reading';
import { valueOf, type Settings } from '../../account/settings';
import { missing, right, unknown, wrong, type Finding } from '../finding';
import { UNREACHABLE, type Clients } from './account';
import { isFinding, needing } from './settings';

/** The Sync service: whether it exists, who may read it, and what it calls. */
export async function checkSyncService(settings: Settings, { byApiKey }: Clients): Promise<Finding[]> {
  const check = 'sync-service';
  const needed = needing(settings, check, ['TWILIO_SYNC_SERVICE_SID']);
  if (isFinding(needed)) return [needed];
  if (isFinding(byApiKey)) return [{ ...byApiKey, check }];
  const reading = await readingOf(byApiKey.sync.v1.services(needed.TWILIO_SYNC_SERVICE_SID).fetch());
  switch (reading.kind) {
    case 'read': {
      const { aclEnabled, webhookUrl, webhooksFromRestEnabled, friendlyName } = reading.value;
      return [
        right(check, `The Sync service is there: “${friendlyName}”.`),
        aclFinding(aclEnabled),
        webhookFinding(webhookUrl, valueOf(settings, 'PUBLIC_BASE_URL')),
        fromRestFinding(webhooksFromRestEnabled),
      ];
    }
    case 'missing':
      return [
        wrong(
          check,
          'The account has no Sync service TWILIO_SYNC_SERVICE_SID.',
          'Empty TWILIO_SYNC_SERVICE_SID in .env and run `npm run provision`, which makes one.',
        ),
      ];
    case 'refused':
      return [unknown(check, 'Not looked at: Twilio refuses the API key.')];
    case 'silent':
      return [unknown(check, `Twilio gave no answer: ${reading.reason}.`, UNREACHABLE)];
  }
}

function aclFinding(isEnabled: boolean): Finding {
  const check = 'sync-service.acl';
  if (isEnabled) return right(check, 'The ACL is on: a token reads only what it was granted.');
  return wrong(
    check,
    'The ACL of the Sync service is off: every token would read everything, so that the backend issues none.',
    'If the service is the suite’s alone, switch its ACL on (Console > Sync > Services). Else empty TWILIO_SYNC_SERVICE_SID in .env and run `npm run provision`.',
  );
}

function webhookFinding(url: string | null, publicBaseUrl: string | null): Finding {
  const check = 'sync-service.webhook';
  if (publicBaseUrl === null) return unknown(check, 'Not looked at: it needs PUBLIC_BASE_URL.');
  if (url === null || url === '') {
    const says = 'The Sync service has no webhook URL, so that what apps of shops write is not kept.';
    return missing(check, says, 'Run `npm run provision`.');
  }
  if (isSameAddress(url, publicBaseUrl + SYNC_PATH)) return right(check, 'The Sync service calls the backend.');
  const says = 'The Sync service calls another address, so that what apps of shops write is not kept here.';
  return wrong(check, says, `Find out whose it is; ours would be ${publicBaseUrl}${SYNC_PATH}.`);
}

function fromRestFinding(isEnabled: boolean): Finding {
  const check = 'sync-service.webhooks-from-rest';
  if (!isEnabled) return right(check, 'Writes of the backend call no webhook.');
  return wrong(
    check,
    'The Sync service calls a webhook for each write of the backend: hundreds a second that nobody needs.',
    'Switch off webhooks from REST (Console > Sync > Services).',
  );
}
