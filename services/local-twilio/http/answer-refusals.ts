import type { HostResponse } from './host-app';
import type { Route } from './router';

/** What an engine throws when it refuses a request: the HTTP status and Twilio's error code of the answer. */
interface Refusal extends Error {
  readonly status: number;
  readonly code: number;
}

type RefusalClass = new (status: number, code: number, message: string) => Refusal;

/** Makes a route answer these refusals in the shape of Twilio's errors. What else is thrown stays a mistake of ours. */
export const answerRefusals =
  (...classes: readonly RefusalClass[]) =>
  <Answered extends Route>(route: Answered): Answered => ({
    ...route,
    handle: async (request, params) => {
      try {
        return await route.handle(request, params);
      } catch (error) {
        const refusal = classes.find((each) => error instanceof each);
        if (refusal === undefined) throw error;
        return answerTo(error as Refusal);
      }
    },
  });

/** With `more_info`, by which Twilio's own programs tell an error of Twilio's from any other. */
const answerTo = ({ status, code, message }: Refusal): HostResponse => ({
  status,
  body: { status, code, message, more_info: `https://www.twilio.com/docs/errors/${String(code)}` },
});
