import { answerRefusals } from '../http/answer-refusals';
import type { HostApp, HostRequest, HostResponse } from '../http/host-app';
import { createRouter, type PathParams } from '../http/router';
import { withBasicAuth } from '../identity/basic-auth';
import { Refusal, refused } from '../plugins/refusal';
import { found, type Serverless, type Visibility } from '../plugins/serverless';
import { serverlessViews } from './serverless-views';

/** `serverless-upload.twilio.com`: a new version of an asset, as a form with a file. */
export const uploadHost = (serverless: Serverless): HostApp =>
  withBasicAuth(
    createRouter('serverless-upload.twilio.com', [
      answerRefusals(Refusal)({
        method: 'POST',
        path: '/v1/Services/:service/Assets/:asset/Versions',
        handle: (request, params) => upload(serverless, request, params),
      }),
    ]),
  );

async function upload(serverless: Serverless, request: HostRequest, params: PathParams): Promise<HostResponse> {
  const service = serverless.service(params['service'] ?? '');
  const asset = found(service.assets, params['asset'] ?? '');
  const form = await multipartOf(request);
  const file = form.get('Content');
  if (file === null || typeof file === 'string') throw refused('Content is required, as a file');
  const version = serverless.upload(service, asset, {
    path: textIn(form, 'Path'),
    visibility: visibilityOf(textIn(form, 'Visibility')),
    content: Buffer.from(await file.arrayBuffer()),
    contentType: file.type === '' ? 'application/octet-stream' : file.type,
  });
  return { status: 201, body: serverlessViews(service).assetVersion(version) };
}

/** @throws Refusal 400 for another body */
async function multipartOf({ headers, bytes = Buffer.alloc(0) }: HostRequest): Promise<FormData> {
  const body = new Response(new Uint8Array(bytes), { headers: { 'content-type': headers['content-type'] ?? '' } });
  try {
    // Deprecated for servers that strangers send to; here it saves a library.
    // eslint-disable-next-line @typescript-eslint/no-deprecated
    return await body.formData();
  } catch {
    throw refused('The body is no multipart form');
  }
}

function textIn(form: FormData, name: string): string {
  const value = form.get(name);
  if (typeof value !== 'string') throw refused(`${name} is required`);
  return value;
}

function visibilityOf(text: string): Visibility {
  const visibility = text.toLowerCase();
  if (visibility === 'public' || visibility === 'protected' || visibility === 'private') return visibility;
  throw refused('Visibility must be public, protected or private');
}
