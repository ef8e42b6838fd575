import { account } from '../base/account';
import type { Asset, AssetVersion, Build, Deployment, Environment, ServerlessService } from '../plugins/serverless';

export interface ServerlessViews {
  readonly service: () => object;
  readonly asset: (asset: Asset) => object;
  readonly assetVersion: (version: AssetVersion) => object;
  readonly build: (build: Build) => object;
  readonly buildStatus: (build: Build) => object;
  readonly environment: (environment: Environment) => object;
  readonly deployment: (environment: Environment, deployment: Deployment) => object;
}

/** Resources of one service as the Serverless API shows them. */
export function serverlessViews(service: ServerlessService): ServerlessViews {
  const base = `https://serverless.twilio.com/v1/Services/${service.sid}`;
  const owned = { account_sid: account.accountSid, service_sid: service.sid };
  const assetVersion = ({ sid, assetSid, path, visibility, createdAt }: AssetVersion) => ({
    ...owned,
    sid,
    asset_sid: assetSid,
    path,
    visibility,
    ...dates(createdAt),
    url: `${base}/Assets/${assetSid}/Versions/${sid}`,
  });
  return {
    service: () => ({
      sid: service.sid,
      account_sid: account.accountSid,
      unique_name: service.uniqueName,
      friendly_name: service.friendlyName,
      include_credentials: true,
      ui_editable: false,
      domain_base: service.domainBase,
      ...dates(service.createdAt),
      url: base,
      links: {},
    }),
    asset: ({ sid, friendlyName, createdAt }: Asset) => ({
      ...owned,
      sid,
      friendly_name: friendlyName,
      ...dates(createdAt),
      url: `${base}/Assets/${sid}`,
      links: {},
    }),
    assetVersion,
    build: (build) => ({
      ...owned,
      sid: build.sid,
      status: build.status,
      asset_versions: build.assetVersions.map(assetVersion),
      function_versions: [],
      dependencies: [],
      runtime: build.runtime,
      ...dates(build.createdAt),
      url: `${base}/Builds/${build.sid}`,
      links: {},
    }),
    buildStatus: ({ sid, status }: Build) => ({ ...owned, sid, status, url: `${base}/Builds/${sid}/Status` }),
    environment: ({ sid, uniqueName, domainSuffix, domainName, createdAt, deployments }: Environment) => ({
      ...owned,
      sid,
      unique_name: uniqueName,
      domain_suffix: domainSuffix,
      domain_name: domainName,
      build_sid: deployments.at(-1)?.buildSid ?? null,
      ...dates(createdAt, deployments.at(-1)?.createdAt),
      url: `${base}/Environments/${sid}`,
      links: {},
    }),
    deployment: ({ sid: environmentSid }: Environment, { sid, buildSid, createdAt }: Deployment) => ({
      ...owned,
      sid,
      environment_sid: environmentSid,
      build_sid: buildSid,
      ...dates(createdAt),
      url: `${base}/Environments/${environmentSid}/Deployments/${sid}`,
    }),
  };
}

const dates = (createdAt: number, updatedAt = createdAt): object => ({
  date_created: new Date(createdAt).toISOString(),
  date_updated: new Date(updatedAt).toISOString(),
});
