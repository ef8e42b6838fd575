import { placeholdersOf, type Placeholder } from '@flex-sync-suite/shared/contract';

/** Payload of `SendMessage` (ChatActionSendMessageTextPayload and …HTMLTextPayload of Flex UI 2.17.1). */
export interface SendPayload {
  readonly conversationSid?: string;
  readonly body?: string;
  readonly plainTextBody?: string;
  readonly htmlBody?: string;
  readonly subject?: string;
  readonly attachedFiles?: readonly File[];
}

/** Payload of `SendMediaMessage`. */
export interface MediaPayload {
  readonly conversationSid?: string;
  readonly file?: File;
}

/** What the customer would read, to be shown. */
export function bodyOf({ body, plainTextBody, htmlBody }: SendPayload): string {
  if (body !== undefined && body !== '') return body;
  if (plainTextBody !== undefined && plainTextBody !== '') return plainTextBody;
  return htmlBody === undefined ? '' : htmlText(htmlBody);
}

/** The placeholders in all that the customer may read, each name once: which part a mail program shows is not known. */
export function placeholdersIn(payload: SendPayload): readonly Placeholder[] {
  const { body = '', plainTextBody = '', htmlBody = '', subject = '' } = payload;
  const found = [body, plainTextBody, htmlText(htmlBody), subject].flatMap(placeholdersOf);
  return [...new Map(found.map((placeholder) => [placeholder.name, placeholder])).values()];
}

/** Markup could hide a placeholder, so HTML counts by its text. */
const htmlText = (html: string): string =>
  html === '' ? '' : new DOMParser().parseFromString(html, 'text/html').body.textContent;

export const isSameText = (a: SendPayload, b: SendPayload): boolean =>
  a.conversationSid === b.conversationSid &&
  a.body === b.body &&
  a.plainTextBody === b.plainTextBody &&
  a.htmlBody === b.htmlBody &&
  a.subject === b.subject;

/** No files, and no draft that could have some, are the same. */
export const isSameFiles = (a: readonly File[] | null | undefined, b: readonly File[] | null | undefined): boolean =>
  (a ?? []).length === (b ?? []).length && (a ?? []).every((file) => (b ?? []).includes(file));
