import { useSource } from '@flex-sync-suite/shared/hooks';
import { Box } from '@twilio-paste/core/box';
import { Button } from '@twilio-paste/core/button';
import React from 'react';
import type { OpenObject } from '../data/open-object';
import { ProblemNote } from '../parts/problem-note';
import { words } from '../parts/strings';
import { ObjectFacts } from './facts';
import { OutboxSection } from './outbox-section';
import { RateSection } from './rate-gauge';
import { LinksSection, ReadersSection } from './standing';

/** What is to be known of an object besides what it says. */
export function Inspector({ open }: { readonly open: OpenObject }): React.JSX.Element {
  const { answer } = useSource(open.head);
  const standing = useSource(open.standing);
  return (
    <>
      {answer === null ? null : <ObjectFacts object={answer.object} />}
      <RateSection open={open} />
      <ProblemNote problem={standing.problem} testId="explorer-standing-problem" onRetry={open.standing.again} />
      {standing.answer === null ? (
        standing.problem === null ? (
          <p>{words.loading.title}</p>
        ) : null
      ) : (
        <>
          {standing.answer.outbox === null ? null : <OutboxSection open={open} outbox={standing.answer.outbox} />}
          <ReadersSection standing={standing.answer} />
          <LinksSection links={standing.answer.links} />
          <Box marginBottom="space50">
            <Button variant="link" size="reset" onClick={open.standing.again}>
              {words.inspector.refresh}
            </Button>
          </Box>
        </>
      )}
    </>
  );
}
