import * as v from 'valibot';
import { withJsonBody } from '../http/json-body';
import type { Route } from '../http/router';

const DropRequest = v.strictObject({
  identity: v.optional(v.string()),
  refuseForMs: v.optional(v.pipe(v.number(), v.minValue(0))),
});

/** Cuts the connections of one identity, or all; for `refuseForMs`, new ones are cut, too. Returns how many were cut. */
export type DropConnections = (chosen: { readonly identity?: string; readonly refuseForMs?: number }) => number;

/** `POST /emulator/connections/drop` `{identity?, refuseForMs?}`: cuts Twilsock connections like a lost network. */
export const connectionRoutes = (drop: DropConnections): readonly Route[] => [
  {
    method: 'POST',
    path: '/emulator/connections/drop',
    handle: (request) =>
      withJsonBody(request, DropRequest, ({ identity, refuseForMs }) => ({
        status: 200,
        body: {
          dropped: drop({
            ...(identity === undefined ? {} : { identity }),
            ...(refuseForMs === undefined ? {} : { refuseForMs }),
          }),
        },
      })),
  },
];
