import type { ExplorerService, ExplorerServices } from '@flex-sync-suite/shared/contract';
import { useSource } from '@flex-sync-suite/shared/hooks';
import { useShortWindow, ViewMessage, ViewPage, type MessageWords } from '@flex-sync-suite/shared/views';
import { Button } from '@twilio-paste/core/button';
import { Heading } from '@twilio-paste/core/heading';
import React, { useEffect, useMemo, useState } from 'react';
import type { ExplorerStore } from '../data/explorer-store';
import type { Problem } from '../data/problem';
import type { Watched } from '../data/watch';
import { createExplorerFormatters, ExplorerContext } from '../parts/explorer-context';
import { words } from '../parts/strings';
import { ExplorerPage } from './explorer-page';

/** What Sync holds, who may read it, and how near its limits it runs: for administrators. */
export function ExplorerView({ store }: { readonly store: ExplorerStore }): React.JSX.Element {
  const asked = useSource(store.services);
  const format = useMemo(() => createExplorerFormatters(store.locale), [store.locale]);
  const value = useMemo(() => ({ store, format }), [store, format]);
  const [chosenSid, setChosenSid] = useState(() => store.url.get('service'));
  const service = asked.answer === null ? null : serviceOf(asked.answer, chosenSid);
  useEffect(() => {
    if (service !== null) store.selection.ofService(service.sid);
  }, [store, service]);
  return (
    <ExplorerContext.Provider value={value}>
      <ViewPage testId="sync-explorer" state={stateOf(asked, service)}>
        <Title />
        {asked.answer === null || service === null ? (
          <NotReady asked={asked} onRetry={store.services.again} />
        ) : (
          <ExplorerPage
            answer={asked.answer}
            service={service}
            onService={(sid) => {
              store.url.replace({ service: sid, kind: null, name: null, sid: null });
              setChosenSid(sid);
            }}
          />
        )}
      </ViewPage>
    </ExplorerContext.Provider>
  );
}

function Title(): React.JSX.Element {
  const isShort = useShortWindow();
  return (
    <Heading as="h1" variant={isShort ? 'heading40' : 'heading20'} marginBottom="space0">
      {words.title}
    </Heading>
  );
}

/** The one that was asked for, the suite's, or the first. */
const serviceOf = ({ services }: ExplorerServices, sid: string | null): ExplorerService | null =>
  services.find((each) => each.sid === sid) ?? services.find(({ isSuite }) => isSuite) ?? services[0] ?? null;

function stateOf({ answer, problem }: Watched<ExplorerServices>, service: ExplorerService | null): string {
  if (answer !== null) return service === null ? 'empty' : 'ready';
  return problem === null ? 'loading' : problem.kind;
}

interface NotReadyProps {
  readonly asked: Watched<ExplorerServices>;
  readonly onRetry: () => void;
}

function NotReady({ asked: { answer, problem }, onRetry }: NotReadyProps): React.JSX.Element {
  const isForbidden = problem?.kind === 'forbidden';
  return (
    <ViewMessage
      words={answer === null ? wordsOf(problem) : words.noService}
      size="page"
      testId="explorer-message"
      isLoading={answer === null && problem === null}
      action={
        problem === null || isForbidden ? null : (
          <Button variant="secondary" onClick={onRetry}>
            {words.retry}
          </Button>
        )
      }
    />
  );
}

function wordsOf(problem: Problem | null): MessageWords {
  if (problem === null) return words.loading;
  if (problem.kind === 'forbidden') return words.forbidden;
  const text = problem.kind === 'failed' ? problem.message : words.problems[problem.kind];
  return { title: words.failed, text, code: problem.code };
}

/** A view that has nothing but a message, because it cannot even begin to read. */
export const ExplorerNotice = ({ reason }: { readonly reason: string }): React.JSX.Element => (
  <ViewPage testId="sync-explorer" state="unconfigured">
    <Title />
    <ViewMessage words={{ title: words.unconfigured, text: reason }} size="page" testId="explorer-message" />
  </ViewPage>
);
