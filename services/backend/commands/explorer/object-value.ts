import {
  maskPersonal,
  type ExplorerItem,
  type ExplorerItems,
  type ExplorerItemsQuery,
  type ExplorerValue,
} from '@flex-sync-suite/shared/contract';
import { Refusal } from '../../base/refusal';
import { decodePage, encodePage } from '../../domain/explorer/page-cursor';
import type { ObjectPlace, SeenItem } from '../../domain/explorer/seen';
import type { Caller } from '../caller';
import { admitTo, hasItems, noSuchObject, told, type ExplorerOptions, type KnownNames } from './explorer-context';
import { noSuchPage } from './object-list';

/** What one object says. */
export interface ObjectValueQuestions {
  /** @throws Refusal `forbidden`, `missing`, `too-often`, `unavailable` */
  value(caller: Caller, place: ObjectPlace): Promise<ExplorerValue>;
  /** Of a Document or Stream none. @throws as `value`; `invalid` for a cursor */
  items(caller: Caller, place: ObjectPlace, query: ExplorerItemsQuery): Promise<ExplorerItems>;
}

export function createObjectValueQuestions(options: ExplorerOptions, names: KnownNames): ObjectValueQuestions {
  const { looking, budget, suiteSid } = options;
  return {
    value: async (caller, place) => {
      admitTo(options, caller, place);
      const { serviceSid, kind, sid } = place;
      const found = await looking.object(serviceSid, kind, sid);
      if (found === null) throw noSuchObject();
      names.learn(serviceSid, found.object);
      const object = told(options, serviceSid, found);
      if (found.data === null) return { object, data: null, masked: [], budget: budget.state() };
      return {
        object,
        ...maskedFor(serviceSid === suiteSid, found.object.uniqueName, found.data),
        budget: budget.state(),
      };
    },
    items: async (caller, place, { from, cursor, limit }) => {
      admitTo(options, caller, place);
      const { serviceSid, kind, sid } = place;
      if (!hasItems(kind)) return { items: [], next: null, budget: budget.state() };
      if (from !== undefined && cursor !== undefined) throw eitherFromOrCursor();
      const begin = cursor === undefined ? { pageSize: limit, after: null } : decodePage(cursor);
      if (begin === null) throw noSuchPage();
      const isSuite = serviceSid === suiteSid;
      const name = isSuite ? await names.nameOf(place) : null;
      const page = await looking.items({ serviceSid, kind, sid }, begin, from);
      if (page === null) throw noSuchObject();
      return {
        items: page.seen.map((item) => toldItem(isSuite, name, item)),
        next: page.next === null ? null : encodePage(page.next, begin.pageSize),
        budget: budget.state(),
      };
    },
  };
}

/** Of other services nobody knows what is personal. */
const maskedFor = (isSuiteService: boolean, name: string | null, data: Record<string, unknown>) =>
  isSuiteService ? maskPersonal(name, data) : { data, masked: [] };

const toldItem = (isSuite: boolean, name: string | null, { item }: SeenItem): ExplorerItem => ({
  ...item,
  ...maskedFor(isSuite, name, item.data),
});

const eitherFromOrCursor = (): Refusal =>
  new Refusal('invalid', 'invalid_request', 'Ask for items from a key on, or for the page that follows.');
