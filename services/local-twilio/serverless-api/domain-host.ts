import { createHmac } from 'node:crypto';
import type { HostApp, HostResponse } from '../http/host-app';
import { primaryAuthToken } from '../base/auth-tokens';
import { isSame } from '../base/is-same';
import type { Serverless } from '../plugins/serverless';

/** The domains of environments (`*.twil.io`): public files for everybody, protected ones for whoever signs as Twilio does. */
export const domainHost =
  (serverless: Serverless): HostApp =>
  ({ method, path, headers, baseUrl }) => {
    if (method !== 'GET' && method !== 'HEAD') return { status: 405, body: { message: 'GET only' } };
    const domain = baseUrl.slice(baseUrl.lastIndexOf('/') + 1);
    const file = serverless.fileAt(domain, path);
    if (file === undefined || file.visibility === 'private') return NOT_FOUND;
    const isSigned = isSignature(headers['x-twilio-signature'] ?? '', `https://${domain}${path}`);
    if (file.visibility === 'protected' && !isSigned) return FORBIDDEN;
    return { status: 200, headers: { 'content-type': file.contentType }, body: file.content };
  };

const NOT_FOUND: HostResponse = { status: 404, body: { message: 'Not found' } };
const FORBIDDEN: HostResponse = { status: 403, body: { message: 'Unauthorized - you are not authenticated' } };

/** As of a webhook that is a GET: over the URL alone (docs.twilio.com, "Webhooks security"). */
const isSignature = (given: string, url: string): boolean =>
  isSame(given, createHmac('sha1', primaryAuthToken()).update(url, 'utf8').digest('base64'));
