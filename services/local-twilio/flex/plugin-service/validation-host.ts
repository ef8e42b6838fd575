import type { HostApp } from '../../http/host-app';
import { createRouter } from '../../http/router';
import { withBasicAuth } from '../../identity/basic-auth';

/** Where the Flex plugin CLI sends a plugin's sources to be looked at before it deploys. Nobody looks here. */
export const validationHost: HostApp = withBasicAuth(
  createRouter('flex-plugin-upload.us1.twilio.com', [
    {
      method: 'POST',
      path: '/v1/Plugin/Validate',
      handle: () => ({
        status: 200,
        body: {
          request_id: 'local',
          dom_manipulation: [],
          api_compatibility: [],
          version_compatibility: [],
          errors: [],
        },
      }),
    },
  ]),
);
