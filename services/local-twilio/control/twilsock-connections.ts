import * as v from 'valibot';
import type { Route } from '../http/router';
import type { Twilsock } from '../twilsock/twilsock';
import { withJsonBody } from '../http/json-body';

const DropRequest = v.strictObject({
  identity: v.optional(v.string()),
  refuseForMs: v.optional(v.pipe(v.number(), v.minValue(0))),
});

/** `POST /emulator/connections/drop` `{identity?, refuseForMs?}`: cuts Twilsock connections like a lost network. */
export const connectionRoutes = (twilsock: Twilsock): readonly Route[] => [
  {
    method: 'POST',
    path: '/emulator/connections/drop',
    handle: (request) =>
      withJsonBody(request, DropRequest, ({ identity, refuseForMs }) => ({
        status: 200,
        body: {
          dropped: twilsock.drop({
            ...(identity === undefined ? {} : { identity }),
            ...(refuseForMs === undefined ? {} : { refuseForMs }),
          }),
        },
      })),
  },
];
