/**
 * Where a request to `url` really goes.
 *
 * Without `baseUrl`: to Twilio. With it, `https://HOST/path` becomes `{baseUrl}/HOST/path`, so that Local Twilio can play
 * every host on one port. Links that the other side built itself (`next_page_url`) already point below `baseUrl`.
 *
 * @throws RangeError for any other host: requests carry the account's credentials
 */
export function twilioUrl(url: string, baseUrl: string | undefined): URL {
  const parsed = new URL(url);
  if (isTwilioHost(parsed)) {
    return baseUrl === undefined ? parsed : new URL(`${baseUrl}/${parsed.host}${parsed.pathname}${parsed.search}`);
  }
  if (baseUrl !== undefined && isBelow(parsed, new URL(baseUrl))) return parsed;
  throw new RangeError(`Refused to send the account's credentials to ${parsed.origin}, which is not Twilio`);
}

function isTwilioHost(url: URL): boolean {
  return url.protocol === 'https:' && url.hostname.endsWith('.twilio.com');
}

function isBelow(url: URL, base: URL): boolean {
  return url.origin === base.origin && url.pathname.startsWith(`${base.pathname}/`);
}
