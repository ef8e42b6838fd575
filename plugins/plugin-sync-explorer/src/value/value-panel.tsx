import type { ExplorerValue } from '@flex-sync-suite/shared/contract';
import { useSource } from '@flex-sync-suite/shared/hooks';
import { HeardOnly, ViewMessage } from '@flex-sync-suite/shared/views';
import { Box } from '@twilio-paste/core/box';
import { Heading } from '@twilio-paste/core/heading';
import React, { useMemo } from 'react';
import type { ChangeMarks } from '../data/change-marks';
import type { OpenObject } from '../data/open-object';
import type { Watched } from '../data/watch';
import type { JsonObject } from '../model/json-pointer';
import { literalText } from '../model/literal-text';
import { useExplorer } from '../parts/explorer-context';
import { Literal } from '../parts/literal';
import { ProblemNote } from '../parts/problem-note';
import { words } from '../parts/strings';
import { ItemsView } from './items-view';
import { JsonView } from './json-view';
import { ValueActions } from './value-actions';

const PLACE = { size: 'panel', testId: 'explorer-value-message' } as const;

/** What an object says, live. */
export function ValuePanel({
  open,
  name,
}: {
  readonly open: OpenObject;
  readonly name: string | null;
}): React.JSX.Element {
  const head = useSource(open.head);
  const changes = useSource(open.changes);
  const { answer } = head;
  return (
    <Box display="flex" flexDirection="column" minHeight="0" height="100%" minWidth="0">
      <Heading as="h2" variant="heading40" marginBottom="space0">
        {`${words.kind[open.key.kind]} `}
        <Literal text={answer?.object.uniqueName ?? name ?? open.key.sid} />
      </Heading>
      {answer === null ? (
        <Unread head={head} onRetry={open.head.again} />
      ) : (
        <Shown open={open} answer={answer} head={head} />
      )}
      <HeardOnly>
        <span role="status" data-testid="explorer-changed">
          <Told changes={changes} />
        </span>
      </HeardOnly>
    </Box>
  );
}

function Unread({
  head,
  onRetry,
}: {
  readonly head: Watched<ExplorerValue>;
  readonly onRetry: () => void;
}): React.JSX.Element {
  const { problem } = head;
  if (problem === null) return <ViewMessage {...PLACE} words={words.loading} isLoading />;
  if (problem.kind === 'not-found') return <ViewMessage {...PLACE} words={words.value.notFound} />;
  return <ProblemNote problem={problem} testId="explorer-value-problem" onRetry={onRetry} />;
}

interface ShownProps {
  readonly open: OpenObject;
  readonly answer: ExplorerValue;
  readonly head: Watched<ExplorerValue>;
}

function Shown({ open, answer, head }: ShownProps): React.JSX.Element {
  const { object, data, masked } = answer;
  if (object.kind === 'stream') return <ViewMessage {...PLACE} words={words.value.stream} />;
  return (
    <>
      <ProblemNote problem={head.problem} testId="explorer-value-problem" />
      {data === null ? (
        <ItemsView open={open} object={object} />
      ) : (
        <>
          <ValueActions
            open={open}
            isSuite={object.isSuite}
            value={{
              itemKey: null,
              data,
              revision: object.revision ?? '',
              bytes: object.bytes,
              maskedCount: masked.length,
            }}
          />
          <DocumentView open={open} data={data} masked={masked} />
        </>
      )}
    </>
  );
}

interface DocumentViewProps {
  readonly open: OpenObject;
  readonly data: JsonObject;
  readonly masked: readonly string[];
}

function DocumentView({ open, data, masked }: DocumentViewProps): React.JSX.Element {
  const { marked } = useSource(open.changes);
  const shown = useMemo(() => ({ value: data }), [data]);
  const hidden = useMemo(() => new Set(masked), [masked]);
  return <JsonView label={words.value.label} testId="explorer-json" shown={shown} masked={hidden} marked={marked} />;
}

/** Paths that are told to a screen reader. */
const MAX_TOLD = 3;

function Told({ changes: { told } }: { readonly changes: ChangeMarks }): React.JSX.Element | null {
  const { format } = useExplorer();
  if (told === null) return null;
  const paths = told.slice(0, MAX_TOLD).map((path) => (path === '' ? words.value.whole : literalText(path)));
  return <>{words.value.changed(format.count(told.length), paths.join(', '))}</>;
}
