import { useNow, type SyncStore } from '@flex-sync-suite/shared/hooks';
import { ActionButton, saveFile, ViewMessage } from '@flex-sync-suite/shared/views';
import { Box } from '@twilio-paste/core/box';
import { Heading } from '@twilio-paste/core/heading';
import React, { useMemo } from 'react';
import { createExplorerFormatters } from '../parts/explorer-context';
import { healthWords } from './health-strings';
import { ObjectTable } from './object-table';
import { ScopeTable } from './scope-table';

export interface HealthPageProps {
  /** Of the page; that of an older release may have no report. */
  readonly store: Partial<Pick<SyncStore, 'report'>>;
  /** BCP 47 tag of the user's Flex; the browser's language by default. */
  readonly locale: string | undefined;
}

/** How this very browser stands with Sync: sockets, tokens, what is open and what was refused. Looks once a second. */
export function HealthPage({ store, locale }: HealthPageProps): React.JSX.Element {
  const now = useNow(1_000);
  const format = useMemo(() => createExplorerFormatters(locale), [locale]);
  if (store.report === undefined) {
    return <ViewMessage words={healthWords.noReport} size="page" testId="health-none" />;
  }
  const report = store.report();
  return (
    <Box display="flex" flexDirection="column" flexGrow={1} minHeight="0" data-testid="health">
      <Box display="flex" columnGap="space60" alignItems="flex-start" marginBottom="space40">
        <Box as="p" flexGrow={1} margin="space0" color="colorTextWeak">
          {healthWords.explanation}
        </Box>
        <ActionButton
          variant="secondary"
          size="small"
          onClick={() => {
            saveFile(reportFile({ at: new Date(now).toISOString(), ...report }), 'sync-of-this-browser.json');
          }}
        >
          {healthWords.save}
        </ActionButton>
      </Box>
      <Heading as="h3" variant="heading40">
        {healthWords.connections}
      </Heading>
      <ScopeTable scopes={report.scopes} now={now} format={format} />
      <Heading as="h3" variant="heading40">
        {healthWords.objects(format.count(report.objects.length))}
      </Heading>
      <ObjectTable objects={report.objects} now={now} format={format} />
    </Box>
  );
}

/** Tokens are not in a report, so that it may be sent to whoever helps. */
const reportFile = (report: object): Blob => new Blob([JSON.stringify(report, null, 2)], { type: 'application/json' });
