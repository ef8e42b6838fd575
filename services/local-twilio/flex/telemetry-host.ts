import { createRouter } from '../http/router';

/** The host `flex-sdk.twilio.com`: takes what Flex UI reports about itself, and keeps nothing. */
export const telemetryHost = createRouter('flex-sdk.twilio.com', [
  { method: 'POST', path: '/v1/Telemetry/Events', handle: () => ({ status: 200, body: {} }) },
]);
