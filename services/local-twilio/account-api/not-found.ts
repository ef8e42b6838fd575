import type { HostRequest, HostResponse } from '../http/host-app';

/** As the account's APIs say it. */
export const notFound = ({ path }: HostRequest): HostResponse => ({
  status: 404,
  body: {
    code: 20404,
    message: `The requested resource ${path} was not found`,
    more_info: 'https://www.twilio.com/docs/errors/20404',
    status: 404,
  },
});
