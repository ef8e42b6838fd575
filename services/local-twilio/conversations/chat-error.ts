/** A request that Conversations refuses: the HTTP status and Twilio's error code of the answer. */
export class ChatError extends Error {
  constructor(
    readonly status: number,
    readonly code: number,
    message: string,
  ) {
    super(message);
    this.name = 'ChatError';
  }
}

/** Errors of Conversations as https://www.twilio.com/docs/api/errors names them. */
export const chatErrors = {
  conversationNotFound: (sid: string): ChatError => new ChatError(404, 50350, `Conversation ${sid} not found`),
  conversationClosed: (sid: string): ChatError => new ChatError(400, 50377, `Conversation ${sid} is closed`),
  participantNotFound: (who: string): ChatError => new ChatError(404, 50400, `Participant ${who} not found`),
  notAllowed: (identity: string): ChatError =>
    new ChatError(403, 50107, `User ${identity} is not authorized for this command`),
  addressNotFound: (sid: string): ChatError =>
    new ChatError(404, 45744, `Failed to create webchat conversation for address ${sid}. Resource not found`),
  badWebChat: (why: string): ChatError => new ChatError(400, 45745, `Failed to create webchat conversation. ${why}`),
  preEngagementTooLarge: (): ChatError =>
    new ChatError(400, 45731, 'Failed to create webchat conversation. Pre-engagement data too large'),
  badRequest: (why: string): ChatError => new ChatError(400, 20001, why),
};
