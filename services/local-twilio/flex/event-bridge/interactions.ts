import * as v from 'valibot';
import { account, createSid } from '../../base/account';
import type { ChatTasks, Interaction } from '../../conversations/chat-tasks';
import { bindingResource } from '../../conversations/contact-channels';
import type { Participant } from '../../conversations/conversation';
import { notEmulated, type PathParams, type Route } from '../../http/router';
import type { FlexTokenClaims } from '../../identity/flex-token';
import type { TaskRouter } from '../../taskrouter/task-router';
import { TaskRouterError } from '../../base/task-router-error';
import { isOpenReservation, type Reservation } from '../../taskrouter/workspace-model';
import { ok, withParams } from './worker-request';

const InviteUpdate = v.object({
  action: v.picklist(['accept', 'decline']),
  routing: v.object({ reservation: v.object({ sid: v.string() }) }),
});

const ChannelUpdate = v.object({
  status: v.string(),
  routing: v.optional(v.object({ status: v.optional(v.string()) })),
});

/** Interactions in the name of a signed-in worker. */
interface Scope {
  readonly taskRouter: TaskRouter;
  readonly chatTasks: ChatTasks;
  readonly user: FlexTokenClaims;
}

const CHANNELS = '/v1/Interactions/:interactionSid/Channels';
const CHANNEL = `${CHANNELS}/:channelSid`;

/**
 * Flex's Interactions as they travel over the event bridge: how a desktop accepts, wraps up and completes a chat. Workers
 * act on their own reservations only.
 */
export function interactionRoutes(
  taskRouter: TaskRouter,
  chatTasks: ChatTasks,
  user: FlexTokenClaims,
): readonly Route[] {
  const scope: Scope = { taskRouter, chatTasks, user };
  return [...readRoutes(scope), channelUpdateRoute(scope), inviteUpdateRoute(scope)];
}

function interactionOf({ chatTasks }: Scope, { interactionSid = '', channelSid }: PathParams): Interaction {
  const interaction = chatTasks.find(interactionSid);
  if (interaction === undefined || (channelSid !== undefined && channelSid !== interaction.channelSid)) {
    throw new TaskRouterError(404, 20404, `Interaction ${interactionSid} with that channel was not found`);
  }
  return interaction;
}

/** The open reservation that this worker has for the interaction. */
function reservationOf({ chatTasks, user }: Scope, interaction: Interaction): Reservation {
  const own = chatTasks
    .taskOf(interaction)
    ?.reservations.find((each) => isOpenReservation(each) && each.worker.sid === user.workerSid);
  if (own !== undefined) return own;
  throw new TaskRouterError(
    403,
    20403,
    `Worker ${String(user.workerSid)} has no open Reservation for Interaction ${interaction.sid}`,
  );
}

const readRoutes = (scope: Scope): readonly Route[] => [
  {
    method: 'GET',
    path: CHANNELS,
    handle: (_request, { interactionSid = '' }) => {
      const interaction = scope.chatTasks.find(interactionSid);
      // Flex asks for the conference of every voice task this way; calls here have none, and its canvas stays empty.
      return ok({ channels: interaction === undefined ? [] : [channelResource(interaction)] });
    },
  },
  {
    method: 'GET',
    path: `${CHANNEL}/Participants`,
    handle: (_request, params) => {
      const interaction = interactionOf(scope, params);
      return ok({
        participants: [...interaction.conversation.participants.values()].map((participant) =>
          participantResource(interaction, participant, scope.chatTasks),
        ),
      });
    },
  },
];

const channelUpdateRoute = (scope: Scope): Route => ({
  method: 'POST',
  path: CHANNEL,
  handle: (request, params) =>
    withParams(request, ChannelUpdate, ({ status, routing }) => {
      const { taskRouter } = scope;
      const interaction = interactionOf(scope, params);
      const wanted = `${status}/${routing?.status ?? ''}`;
      if (wanted === 'closed/wrapup') taskRouter.wrapUpReservation(reservationOf(scope, interaction));
      else if (wanted === 'closed/closed') taskRouter.completeReservation(reservationOf(scope, interaction));
      else return notEmulated(`the interaction channel update "${wanted}"`);
      return ok(channelResource(interaction));
    }),
});

const inviteUpdateRoute = (scope: Scope): Route => ({
  method: 'POST',
  path: `${CHANNEL}/Invites/:inviteSid`,
  handle: (request, params) =>
    withParams(request, InviteUpdate, ({ action, routing }) => {
      const interaction = interactionOf(scope, params);
      const reservation = reservationOf(scope, interaction);
      if (params['inviteSid'] !== interaction.inviteSid || routing.reservation.sid !== reservation.sid) {
        throw new TaskRouterError(404, 20404, 'Invite and Reservation do not belong together');
      }
      if (action === 'accept') scope.taskRouter.acceptReservation(reservation);
      else scope.taskRouter.rejectReservation(reservation);
      return ok({
        sid: interaction.inviteSid,
        interaction_sid: interaction.sid,
        channel_sid: interaction.channelSid,
        routing: { reservation_sid: reservation.sid },
      });
    }),
});

const channelResource = (interaction: Interaction): object => ({
  sid: interaction.channelSid,
  interaction_sid: interaction.sid,
  type: interaction.channelType,
  status: interaction.conversation.state,
  media_sid: interaction.conversation.sid,
});

function participantResource(interaction: Interaction, participant: Participant, chatTasks: ChatTasks): object {
  const { conversation, customer, participantSids } = interaction;
  const sid = participantSids.get(participant.sid) ?? createSid('UT');
  participantSids.set(participant.sid, sid);
  const isCustomer = participant.sid === customer.sid;
  const reservation = chatTasks
    .taskOf(interaction)
    ?.reservations.findLast(
      ({ worker, acceptedAt }) => acceptedAt !== null && worker.friendlyName === participant.identity,
    );
  return {
    participant_sid: sid,
    channel_sid: interaction.channelSid,
    interaction_sid: interaction.sid,
    type: isCustomer ? 'customer' : 'agent',
    channel_type: interaction.channelType,
    routing_properties:
      isCustomer || reservation === undefined
        ? null
        : {
            workspace_sid: account.workspaceSid,
            worker_sid: reservation.worker.sid,
            task_sid: reservation.task.sid,
            reservation_sid: reservation.sid,
          },
    media_properties: {
      conversation_sid: conversation.sid,
      participant_sid: participant.sid,
      identity: participant.binding === null ? participant.identity : null,
      messaging_binding: bindingResource(participant.binding),
    },
  };
}
