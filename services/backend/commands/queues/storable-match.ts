import type { QueueMatch } from '@flex-sync-suite/shared/contract';
import { storableText } from '../../base/storable-text';

/** The same in text that the database can hold. */
export function storableMatch(match: QueueMatch): QueueMatch {
  switch (match.kind) {
    case 'all':
      return match;
    case 'group':
      return { kind: 'group', group: storableText(match.group) };
    case 'name':
      return { kind: 'name', contains: storableText(match.contains) };
    case 'prefix':
      return { kind: 'prefix', beginsWith: storableText(match.beginsWith) };
    case 'attribute':
      return {
        ...{ kind: 'attribute', attribute: storableText(match.attribute) },
        ...(match.value === undefined ? {} : { value: storableText(match.value) }),
      };
  }
}
