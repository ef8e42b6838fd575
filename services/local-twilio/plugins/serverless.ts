import { createSid } from '../base/account';
import { notFound, refused } from './refusal';

/** Who gets a file at the domain: everybody, whoever signs as Twilio does, or functions alone. */
export type Visibility = 'public' | 'protected' | 'private';

/** A file and its versions. */
export interface Asset {
  readonly sid: string;
  readonly friendlyName: string;
  readonly createdAt: number;
}

export interface AssetVersion {
  readonly sid: string;
  readonly assetSid: string;
  readonly path: string;
  readonly visibility: Visibility;
  readonly content: Buffer;
  readonly contentType: string;
  readonly createdAt: number;
}

/** Which versions are served together. */
export interface Build {
  readonly sid: string;
  readonly assetVersions: readonly AssetVersion[];
  readonly runtime: string;
  readonly createdAt: number;
  /** It is ready when it was looked at once, so that whoever does not wait for it is found out. */
  status: 'building' | 'completed';
}

export interface Deployment {
  readonly sid: string;
  readonly buildSid: string;
  readonly createdAt: number;
}

/** A domain at which one build is served. */
export interface Environment {
  readonly sid: string;
  readonly uniqueName: string;
  readonly domainSuffix: string;
  readonly domainName: string;
  readonly createdAt: number;
  readonly deployments: Deployment[];
}

export interface ServerlessService {
  readonly sid: string;
  readonly uniqueName: string;
  friendlyName: string;
  readonly domainBase: string;
  readonly createdAt: number;
  readonly assets: Map<string, Asset>;
  readonly assetVersions: Map<string, AssetVersion>;
  readonly builds: Map<string, Build>;
  readonly environments: Map<string, Environment>;
}

/** As Twilio documents them for assets ("Functions and Assets, limits"). */
const MOST_ASSET_BYTES = 25 * 1024 * 1024;
const MOST_PATH_LENGTH = 255;

/** Serverless services with their assets, builds and environments; functions are not emulated. */
export class Serverless {
  private readonly byName = new Map<string, ServerlessService>();

  constructor(private readonly now: () => number) {}

  /** Newest first, as all lists of this account. */
  services(): readonly ServerlessService[] {
    return [...this.byName.values()].reverse();
  }

  /** @throws Refusal 404 */
  service(sidOrName: string): ServerlessService {
    const found = this.services().find(({ sid, uniqueName }) => sid === sidOrName || uniqueName === sidOrName);
    if (found === undefined) throw notFound(`/Services/${sidOrName}`);
    return found;
  }

  /** @throws Refusal 400 when the name is taken, or is none */
  createService(uniqueName: string, friendlyName: string): ServerlessService {
    if (uniqueName === '' || friendlyName === '') throw refused('UniqueName and FriendlyName are required');
    if (this.byName.has(uniqueName)) throw refused(`There is a Service with the unique name ${uniqueName}`);
    const sid = createSid('ZS');
    const service: ServerlessService = {
      sid,
      uniqueName,
      friendlyName,
      domainBase: `${uniqueName}-${sid.slice(-4)}`,
      createdAt: this.now(),
      assets: new Map(),
      assetVersions: new Map(),
      builds: new Map(),
      environments: new Map(),
    };
    this.byName.set(uniqueName, service);
    return service;
  }

  createAsset(service: ServerlessService, friendlyName: string): Asset {
    if (friendlyName === '') throw refused('FriendlyName is required');
    return kept(service.assets, { sid: createSid('ZH'), friendlyName, createdAt: this.now() });
  }

  /** @throws Refusal 400 for a path or a size that Twilio does not take */
  upload(
    service: ServerlessService,
    asset: Asset,
    file: Pick<AssetVersion, 'path' | 'visibility' | 'content' | 'contentType'>,
  ): AssetVersion {
    const path = file.path.startsWith('/') ? file.path : `/${file.path}`;
    if (path.length > MOST_PATH_LENGTH || !/^\/[\w./~-]+$/u.test(path)) throw refused('Path is not valid');
    if (file.content.length > MOST_ASSET_BYTES) throw refused('Content is larger than 25 MB');
    const version = { ...file, path, sid: createSid('ZN'), assetSid: asset.sid, createdAt: this.now() };
    return kept(service.assetVersions, version);
  }

  /** @throws Refusal 400 when a version is not there, or two of them have one path */
  createBuild(service: ServerlessService, versionSids: readonly string[], runtime: string): Build {
    const assetVersions = versionSids.map((sid) => {
      const version = service.assetVersions.get(sid);
      if (version === undefined) throw refused(`AssetVersions: there is no ${sid}`);
      return version;
    });
    const paths = new Set(assetVersions.map(({ path }) => path));
    if (paths.size < assetVersions.length) throw refused('AssetVersions: two have the same path');
    const build: Build = { sid: createSid('ZB'), assetVersions, runtime, createdAt: this.now(), status: 'building' };
    return kept(service.builds, build);
  }

  createEnvironment(service: ServerlessService, uniqueName: string, domainSuffix: string): Environment {
    if (uniqueName === '') throw refused('UniqueName is required');
    const others = [...service.environments.values()];
    if (others.some((other) => other.uniqueName === uniqueName)) {
      throw refused(`There is an Environment with the unique name ${uniqueName}`);
    }
    if (others.some((other) => other.domainSuffix === domainSuffix)) throw refused('DomainSuffix is taken');
    const host = domainSuffix === '' ? service.domainBase : `${service.domainBase}-${domainSuffix}`;
    return kept(service.environments, {
      sid: createSid('ZE'),
      uniqueName,
      domainSuffix,
      domainName: `${host}.twil.io`,
      createdAt: this.now(),
      deployments: [],
    });
  }

  /** @throws Refusal 400 when the build is not there or not ready, or would put plugins there by another way than Flex's */
  deploy(service: ServerlessService, environment: Environment, buildSid: string, isPlugin: boolean): Deployment {
    const build = service.builds.get(buildSid);
    if (build === undefined) throw refused(`BuildSid: there is no ${buildSid}`);
    if (build.status !== 'completed') throw refused('The Build is not completed');
    if (!isPlugin && build.assetVersions.some(({ path }) => path.startsWith('/plugins/'))) {
      throw refused(
        'You cannot deploy Flex Plugins via the Serverless API. You must migrate to the Flex Plugin Builder.',
      );
    }
    const deployment: Deployment = { sid: createSid('ZD'), buildSid, createdAt: this.now() };
    environment.deployments.push(deployment);
    return deployment;
  }

  /** What is served at a domain under a path. */
  fileAt(domainName: string, path: string): AssetVersion | undefined {
    for (const service of this.byName.values()) {
      const environment = [...service.environments.values()].find((each) => each.domainName === domainName);
      const build = service.builds.get(environment?.deployments.at(-1)?.buildSid ?? '');
      if (build !== undefined) return build.assetVersions.find((version) => version.path === path);
    }
    return undefined;
  }

  clear(): void {
    this.byName.clear();
  }
}

/** @throws Refusal 404 */
export function found<Resource>(resources: ReadonlyMap<string, Resource>, sid: string): Resource {
  const resource = resources.get(sid);
  if (resource === undefined) throw notFound(sid);
  return resource;
}

function kept<Resource extends { readonly sid: string }>(
  resources: Map<string, Resource>,
  resource: Resource,
): Resource {
  resources.set(resource.sid, resource);
  return resource;
}
