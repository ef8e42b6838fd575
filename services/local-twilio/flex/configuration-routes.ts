import * as v from 'valibot';
import { account } from '../base/account';
import type { EmulatedRoute } from '../http/documented-host';
import type { HostRequest, HostResponse } from '../http/host-app';
import { withJsonBody } from '../http/json-body';
import { hasAccountCredentials, withBasicAuth } from '../identity/basic-auth';
import { withFlexUser } from '../identity/flex-credentials';
import type { FlexConfiguration } from './configuration';

const Update = v.object({
  account_sid: v.literal(account.accountSid, 'expected the SID of the account'),
  ui_attributes: v.optional(v.record(v.string(), v.unknown())),
  serverless_service_sids: v.optional(v.array(v.pipe(v.string(), v.regex(/^ZS[0-9a-f]{32}$/)))),
  ui_version: v.optional(v.pipe(v.string(), v.minLength(1))),
});

/**
 * The Flex Configuration REST API: Flex UI reads with the token of its user, an operator reads and writes with the
 * account's credentials (twilio.com/docs/flex/developer/config/flex-configuration-rest-api).
 */
export function configurationRoutes(configuration: FlexConfiguration, now: () => number): readonly EmulatedRoute[] {
  const path = '/v1/Configuration';
  const answer = ({ baseUrl }: HostRequest): HostResponse => ({
    status: 200,
    body: configuration.resource(new URL(baseUrl).origin),
  });
  return [
    {
      method: 'GET',
      path,
      // On Twilio it decides which versions are named as compatible; our page has only one.
      parameters: ['UiVersion'],
      handle: (request) =>
        hasAccountCredentials(request) ? answer(request) : withFlexUser(request, now(), () => answer(request)),
    },
    {
      method: 'POST',
      path,
      parameters: Object.keys(Update.entries),
      handle: withBasicAuth((request) =>
        withJsonBody(request, Update, ({ ui_attributes, serverless_service_sids, ui_version }) => {
          configuration.update({ ui_attributes, serverless_service_sids, ui_version });
          return answer(request);
        }),
      ),
    },
  ];
}
