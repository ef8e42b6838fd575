import { isDeepStrictEqual } from 'node:util';
import { isSameAddress } from '../account/addresses';
import { readingOf } from '../account/reading';
import { backendUrlOf, withBackendUrl, type UiAttributes } from '../account/ui-attributes';
import { CannotProvision, type Step } from './step';
import type { Installation } from './installation';

const NAME = 'Flex configuration';

/** Tells the plugins where the backend is, in `ui_attributes`, of which nothing else changes. */
export async function flexSteps(installation: Installation): Promise<readonly Step[]> {
  const { publicBaseUrl } = installation;
  const before = backendUrlOf(await readAttributes(installation));
  if (before !== null && isSameAddress(before, publicBaseUrl)) {
    return [{ kind: 'done', name: NAME, says: `the plugins find the backend at ${publicBaseUrl}` }];
  }
  return [
    {
      kind: 'change',
      name: NAME,
      says: `set ui_attributes.flex_sync_suite.backend_url from ${before ?? 'nothing'} to ${publicBaseUrl}; all other attributes stay`,
      apply: () => merge(installation),
    },
  ];
}

async function merge(installation: Installation): Promise<string> {
  const { accountSid, client, publicBaseUrl, backUp } = installation;
  // Read again: they are replaced as a whole, and somebody may have changed them since the plan.
  const before = await readAttributes(installation);
  const file = await backUp('ui-attributes', before);
  const wanted = withBackendUrl(before, publicBaseUrl);
  await client.flexApi.v1.configuration().update({ account_sid: accountSid, ui_attributes: wanted });
  const after = await readAttributes(installation);
  if (isDeepStrictEqual(after, wanted))
    return `Plugins find the backend at ${publicBaseUrl}; ${file} has what was there.`;
  throw new Error(
    `Flex has other ui_attributes than were written: compare them with ${file}, which has what was there.`,
  );
}

async function readAttributes({ client }: Installation): Promise<UiAttributes> {
  const reading = await readingOf(client.flexApi.v1.configuration().fetch());
  if (reading.kind === 'read') return (reading.value.uiAttributes ?? {}) as UiAttributes;
  throw new CannotProvision('The account has no Flex: set it up in the Twilio Console first.');
}
