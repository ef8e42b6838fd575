import { defineSyncMap } from '@flex-sync-suite/shared/contract';
import * as v from 'valibot';

/** An item of the Map: what is told, and since when. */
export const Notice = v.object({ text: v.string(), since: v.string() });

/** The Map `notices`, read with the token of scope `shared`. */
export const noticesMap = defineSyncMap('notices', Notice);
