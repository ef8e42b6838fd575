import {
  outboxObject,
  type ExplorerFinding,
  type ExplorerFindings,
  type ExplorerKind,
} from '@flex-sync-suite/shared/contract';
import { Refusal } from '../../base/refusal';
import {
  afterPart,
  beginOf,
  decodePlace,
  encodePlace,
  type FindingsPart,
  type FindingsPlace,
} from '../../domain/explorer/findings-place';
import { decodePage, encodePage } from '../../domain/explorer/page-cursor';
import { setAsideAfter, type SetAsideObject } from '../../store/explorer/outbox-objects';
import { unknownAmong } from '../../store/outbox/object-standing';
import type { Caller } from '../caller';
import { admit, isOfSuite, type ExplorerOptions } from './explorer-context';
import { brokenWorkerLinks, orphanItems, type FoundPart } from './link-findings';
import { noSuchPage } from './object-list';
import { createSeenSids } from './seen-sids';

/**
 * A part of the search for what is wrong in a service.
 * @throws Refusal `forbidden`, `missing` for the service, `invalid` for a cursor, `too-often`, `unavailable`
 */
export type FindingsQuestion = (caller: Caller, serviceSid: string, cursor?: string) => Promise<ExplorerFindings>;

const PAGE_SIZE = 100;
const KIND_OF_PART = { documents: 'document', maps: 'map', lists: 'list', streams: 'stream' } as const;

export function createFindingsQuestion(options: ExplorerOptions): FindingsQuestion {
  const { database, looking, budget, suiteSid, now } = options;
  const db = database.kysely;
  const seen = createSeenSids(now);

  /** One page of objects that never end. */
  async function withoutTtl(
    serviceSid: string,
    part: FindingsPart,
    kind: ExplorerKind,
    from: string | null,
  ): Promise<FoundPart> {
    const begin = from === null ? { pageSize: PAGE_SIZE, after: null } : decodePage(from);
    if (begin === null) throw noSuchPage();
    const page = (await looking.objects(serviceSid, kind, begin)) ?? { seen: [], next: null };
    const objects = page.seen.map(({ object }) => object);
    const sids = objects.map(({ sid }) => sid);
    seen.add(`${serviceSid} ${kind}`, sids, { isFirst: from === null, isLast: page.next === null });
    const endless = objects.filter(({ expiresAt }) => expiresAt === null);
    const ours = endless.flatMap(({ uniqueName: name }) =>
      name !== null && isOfSuite(options, serviceSid, name) ? [name] : [],
    );
    const unknown = new Set(await unknownAmong(db, ours));
    const kept = new Set(ours.filter((name) => !unknown.has(name)));
    return {
      findings: endless.map(({ sid, uniqueName }) => ({
        ...{ kind: 'no-ttl', objectKind: kind, sid, uniqueName, itemKey: null, names: null },
        mend: kept.has(uniqueName ?? '') ? 'write-again' : 'set-ttl',
      })),
      looked: page.seen.length,
      next: page.next === null ? null : { part, at: '', from: encodePage(page.next, begin.pageSize) },
    };
  }

  async function setAside(at: string): Promise<FoundPart> {
    const rows = await setAsideAfter(db, at, PAGE_SIZE);
    const last = rows.at(-1);
    return {
      findings: rows.flatMap(toldSetAside),
      looked: rows.length,
      next: rows.length < PAGE_SIZE || last === undefined ? null : { part: 'outbox', at: last.key, from: null },
    };
  }

  function found(serviceSid: string, { part, at, from }: FindingsPlace): Promise<FoundPart> {
    const sources = { db, looking, serviceSid, isThere: (which: string, sid: string) => seen.has(which, sid) };
    switch (part) {
      case 'links':
        return orphanItems(sources, at, from);
      case 'workers':
        return brokenWorkerLinks(sources, at);
      case 'outbox':
        return setAside(at);
      default:
        return withoutTtl(serviceSid, part, KIND_OF_PART[part], from);
    }
  }

  return async (caller, serviceSid, cursor) => {
    admit(options, caller, serviceSid);
    const isSuite = serviceSid === suiteSid;
    const place = cursor === undefined ? beginOf('documents') : decodePlace(cursor, isSuite);
    if (place === null) throw noSuchPlace();
    const { findings, looked, next } = await found(serviceSid, place);
    const goesOn = next ?? afterPart(place.part, isSuite);
    return {
      ...{ findings, looked, part: place.part },
      next: goesOn === null ? null : encodePlace(goesOn),
      budget: budget.state(),
    };
  };
}

/** Permissions are no object that anybody could look at. */
function toldSetAside({ key, kind, sid }: SetAsideObject): ExplorerFinding[] {
  const common = { kind: 'set-aside', itemKey: null, names: null, mend: 'write-again' } as const;
  if (kind === 'permissions') return [];
  if (kind !== 'attributes') return [{ ...common, objectKind: kind, sid: sid ?? key, uniqueName: key }];
  const object = outboxObject(key);
  return object?.kind === 'worker-attributes'
    ? [{ ...common, objectKind: 'worker', sid: object.workerSid, uniqueName: null }]
    : [];
}

const noSuchPlace = (): Refusal => new Refusal('invalid', 'invalid_cursor', 'No part ended there. Begin again.');
