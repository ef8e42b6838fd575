import { answerRefusals } from '../http/answer-refusals';
import { PAGED } from '../http/documented-calls';
import { createDocumentedHost, type EmulatedRoute } from '../http/documented-host';
import { formOf, type HostApp, type HostRequest, type HostResponse } from '../http/host-app';
import { listPage } from '../http/list-page';
import type { PathParams } from '../http/router';
import { withBasicAuth } from '../identity/basic-auth';
import { Refusal } from '../plugins/refusal';
import { found, type Build, type Serverless, type ServerlessService } from '../plugins/serverless';
import { SERVERLESS_CALLS } from './serverless-calls';
import { serverlessViews, type ServerlessViews } from './serverless-views';

/** Everything about one request to a service. */
interface Asked {
  readonly request: HostRequest;
  readonly params: PathParams;
  readonly form: URLSearchParams;
  readonly serverless: Serverless;
  readonly service: ServerlessService;
  readonly views: ServerlessViews;
}

type Handler = (asked: Asked) => HostResponse;
type Route = readonly [call: string, parameters: readonly string[], handle: Handler];

/** The Serverless API (`serverless.twilio.com`), as the `twilio` helper and the Flex plugin CLI call it. */
export const serverlessHost = (serverless: Serverless): HostApp =>
  withBasicAuth(
    createDocumentedHost({
      host: 'serverless.twilio.com',
      calls: SERVERLESS_CALLS,
      routes: [
        ...servicesRoutes(serverless),
        ...[...SERVICE, ...ASSETS, ...BUILDS, ...ENVIRONMENTS].map((route) => ofService(serverless, route)),
      ].map(answerRefusals(Refusal)),
    }),
  );

const servicesRoutes = (serverless: Serverless): readonly EmulatedRoute[] => [
  {
    method: 'GET',
    path: '/v1/Services',
    parameters: PAGED,
    handle: (request) =>
      list(
        request,
        'services',
        serverless.services().map((service) => serverlessViews(service).service()),
      ),
  },
  {
    method: 'POST',
    path: '/v1/Services',
    parameters: ['UniqueName', 'FriendlyName'],
    handle: (request) => {
      const form = formOf(request);
      const service = serverless.createService(form.get('UniqueName') ?? '', form.get('FriendlyName') ?? '');
      return created(serverlessViews(service).service());
    },
  },
];

const ofService = (serverless: Serverless, [call, parameters, handle]: Route): EmulatedRoute => {
  const [method = '', path = ''] = call.split(' ', 2);
  return {
    method: method as EmulatedRoute['method'],
    path: `/v1/Services/:service${path}`,
    parameters,
    handle: (request, params) => {
      const service = serverless.service(params['service'] ?? '');
      return handle({ request, params, form: formOf(request), serverless, service, views: serverlessViews(service) });
    },
  };
};

const SERVICE: readonly Route[] = [
  ['GET ', [], ({ views }) => ok(views.service())],
  [
    'POST ',
    ['FriendlyName'],
    ({ service, form, views }) => {
      service.friendlyName = form.get('FriendlyName') ?? service.friendlyName;
      return ok(views.service());
    },
  ],
];

const ASSETS: readonly Route[] = [
  [
    'GET /Assets',
    PAGED,
    ({ request, service, views }) => list(request, 'assets', newestFirst(service.assets).map(views.asset)),
  ],
  [
    'POST /Assets',
    ['FriendlyName'],
    ({ serverless, service, form, views }) =>
      created(views.asset(serverless.createAsset(service, form.get('FriendlyName') ?? ''))),
  ],
  [
    'GET /Assets/:asset',
    [],
    ({ service, params, views }) => ok(views.asset(found(service.assets, params['asset'] ?? ''))),
  ],
  [
    'GET /Assets/:asset/Versions',
    PAGED,
    ({ request, service, params, views }) => {
      const { sid } = found(service.assets, params['asset'] ?? '');
      const versions = newestFirst(service.assetVersions).filter(({ assetSid }) => assetSid === sid);
      return list(request, 'asset_versions', versions.map(views.assetVersion));
    },
  ],
  [
    'GET /Assets/:asset/Versions/:version',
    [],
    ({ service, params, views }) => ok(views.assetVersion(found(service.assetVersions, params['version'] ?? ''))),
  ],
];

const BUILDS: readonly Route[] = [
  [
    'GET /Builds',
    PAGED,
    ({ request, service, views }) => list(request, 'builds', newestFirst(service.builds).map(views.build)),
  ],
  [
    'POST /Builds',
    ['AssetVersions', 'Dependencies', 'Runtime'],
    ({ serverless, service, form, views }) =>
      created(
        views.build(serverless.createBuild(service, form.getAll('AssetVersions'), form.get('Runtime') ?? 'node22')),
      ),
  ],
  ['GET /Builds/:build', [], ({ service, params, views }) => lookedAt(service, params, views.build)],
  ['GET /Builds/:build/Status', [], ({ service, params, views }) => lookedAt(service, params, views.buildStatus)],
];

/** A build is done when somebody has looked whether it is. */
function lookedAt(service: ServerlessService, params: PathParams, view: (build: Build) => object): HostResponse {
  const build = found(service.builds, params['build'] ?? '');
  const response = ok(view(build));
  build.status = 'completed';
  return response;
}

const ENVIRONMENTS: readonly Route[] = [
  [
    'GET /Environments',
    PAGED,
    ({ request, service, views }) =>
      list(request, 'environments', newestFirst(service.environments).map(views.environment)),
  ],
  [
    'POST /Environments',
    ['UniqueName', 'DomainSuffix'],
    ({ serverless, service, form, views }) => {
      const [name, suffix] = [form.get('UniqueName') ?? '', form.get('DomainSuffix') ?? ''];
      return created(views.environment(serverless.createEnvironment(service, name, suffix)));
    },
  ],
  [
    'GET /Environments/:environment',
    [],
    ({ service, params, views }) => ok(views.environment(environmentOf(service, params))),
  ],
  [
    'GET /Environments/:environment/Deployments',
    PAGED,
    ({ request, service, params, views }) => {
      const environment = environmentOf(service, params);
      const deployments = [...environment.deployments].reverse();
      return list(
        request,
        'deployments',
        deployments.map((each) => views.deployment(environment, each)),
      );
    },
  ],
  [
    'POST /Environments/:environment/Deployments',
    ['BuildSid', 'IsPlugin'],
    ({ serverless, service, params, form, views }) => {
      const environment = environmentOf(service, params);
      const isPlugin = form.get('IsPlugin') === 'true';
      return created(
        views.deployment(environment, serverless.deploy(service, environment, form.get('BuildSid') ?? '', isPlugin)),
      );
    },
  ],
];

const environmentOf = ({ environments }: ServerlessService, params: PathParams) =>
  found(environments, params['environment'] ?? '');

const newestFirst = <Resource>(resources: ReadonlyMap<string, Resource>): Resource[] =>
  [...resources.values()].reverse();

const ok = (body: object): HostResponse => ({ status: 200, body });
const created = (body: object): HostResponse => ({ status: 201, body });
const list = (request: HostRequest, key: string, all: readonly object[]): HostResponse =>
  ok(listPage(request, key, all));
