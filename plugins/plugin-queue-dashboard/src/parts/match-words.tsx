import type { QueueMatch } from '@flex-sync-suite/shared/contract';
import React from 'react';
import { rulesStrings as words } from '../strings/rules-strings';

/** Which queues a rule is for, as people read it. What people wrote has its own direction. */
export function MatchWords({ match }: { readonly match: QueueMatch }): React.JSX.Element {
  const [before, text] = partsOf(match);
  return (
    <>
      {before}
      {text === null ? null : (
        <>
          {' '}
          <bdi dir="auto">{text}</bdi>
        </>
      )}
    </>
  );
}

/** The same in one text, for what is heard. */
export const matchSentence = (match: QueueMatch): string =>
  partsOf(match)
    .filter((part) => part !== null)
    .join(' ');

function partsOf(match: QueueMatch): readonly [before: string, text: string | null] {
  switch (match.kind) {
    case 'all':
      return [words.allQueues, null];
    case 'group':
      return [words.group, match.group];
    case 'name':
      return [words.nameContains, `“${match.contains}”`];
    case 'prefix':
      return [words.nameBegins, `“${match.beginsWith}”`];
    case 'attribute':
      return [words.asksFor, match.value === undefined ? match.attribute : `${match.attribute}: “${match.value}”`];
  }
}
