import type { ExplorerOutbox } from '@flex-sync-suite/shared/contract';
import { ActionButton } from '@flex-sync-suite/shared/views';
import React, { useState } from 'react';
import type { OpenObject } from '../data/open-object';
import { useExplorer } from '../parts/explorer-context';
import { Literal } from '../parts/literal';
import { ProblemNote } from '../parts/problem-note';
import { words } from '../parts/strings';
import { useDeed } from '../parts/use-deed';
import { Section } from './section';

const texts = words.inspector;

interface OutboxSectionProps {
  readonly open: OpenObject;
  readonly outbox: ExplorerOutbox;
}

/** How far an object of the suite is behind the database. */
export function OutboxSection({ open, outbox }: OutboxSectionProps): React.JSX.Element {
  const { format } = useExplorer();
  const { waiting, waitingSince, nextAt, attempts, lastError, setAside, writtenAt } = outbox;
  const at = (instant: string): string => format.dateTime(Date.parse(instant));
  return (
    <Section title={texts.outbox} testId="explorer-outbox">
      <p style={NO_MARGIN}>{texts.keptBySuite}</p>
      <div>
        {waiting === 0
          ? texts.upToDate
          : texts.waiting(format.count(waiting), waitingSince === null ? null : at(waitingSince))}
      </div>
      {setAside === null ? null : <strong>{texts.setAside[setAside]}</strong>}
      {attempts === 0 ? null : <div>{texts.attempts(format.count(attempts))}</div>}
      {nextAt === null ? null : <div>{texts.nextAt(at(nextAt))}</div>}
      {lastError === null ? null : (
        <div>
          {texts.lastError}: <Literal text={lastError} />
        </div>
      )}
      {writtenAt === null ? null : <div>{texts.writtenAt(at(writtenAt))}</div>}
      <WriteAgain open={open} />
    </Section>
  );
}

const NO_MARGIN = { margin: 0 } as const;

function WriteAgain({ open }: { readonly open: OpenObject }): React.JSX.Element {
  const { store } = useExplorer();
  const [said, setSaid] = useState('');
  const { run, isBusy, problem } = useDeed(
    () => store.api.writeAgain(open.key),
    () => {
      setSaid(texts.writing);
      open.standing.again();
    },
  );
  return (
    <>
      <ActionButton variant="secondary" size="small" isBusy={isBusy} onClick={run} data-testid="explorer-write-again">
        {texts.writeAgain}
      </ActionButton>
      <div role="status">{said}</div>
      <ProblemNote problem={problem} testId="explorer-write-again-problem" />
    </>
  );
}
