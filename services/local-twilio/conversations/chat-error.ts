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
  badRequest: (why: string): ChatError => new ChatError(400, 20001, why),
};
