import type { ExplorerItem, ExplorerObject } from '@flex-sync-suite/shared/contract';
import { useSource } from '@flex-sync-suite/shared/hooks';
import { ActionButton, ControlRow, ViewMessage } from '@flex-sync-suite/shared/views';
import { Box } from '@twilio-paste/core/box';
import { Button } from '@twilio-paste/core/button';
import { Input } from '@twilio-paste/core/input';
import { Label } from '@twilio-paste/core/label';
import { useUID } from '@twilio-paste/core/uid-library';
import React, { useCallback, useMemo, useState, type FormEvent } from 'react';
import type { ItemsQuestion } from '../data/explorer-api';
import type { OpenObject } from '../data/open-object';
import { pointerTo } from '../model/json-pointer';
import { literalText } from '../model/literal-text';
import { useExplorer } from '../parts/explorer-context';
import { Ends } from '../parts/ends';
import { Literal } from '../parts/literal';
import { ProblemNote } from '../parts/problem-note';
import { words } from '../parts/strings';
import { JsonView } from './json-view';
import { ValueActions } from './value-actions';

const texts = words.items;
const PLACE = { size: 'panel', testId: 'explorer-items-message' } as const;

interface ItemsViewProps {
  readonly open: OpenObject;
  readonly object: ExplorerObject;
}

/** The items of a Map or List, a page at a time: never all of them. */
export function ItemsView({ open, object }: ItemsViewProps): React.JSX.Element {
  /** Pages that led here; the last one is shown. */
  const [pages, setPages] = useState<readonly ItemsQuestion[]>([{}]);
  const question = pages[pages.length - 1] ?? FIRST;
  const page = useMemo(() => open.page(question), [open, question]);
  const { answer, problem } = useSource(page);
  return (
    <>
      <PageBar
        canGoBack={pages.length > 1}
        next={answer?.next ?? null}
        onJump={(from) => {
          setPages([FIRST, { from }]);
        }}
        onFirst={() => {
          setPages([FIRST]);
        }}
        onBack={() => {
          setPages(pages.slice(0, -1));
        }}
        onNext={(cursor) => {
          setPages([...pages, { cursor }]);
        }}
      />
      <ProblemNote
        problem={problem}
        testId="explorer-items-problem"
        {...(answer === null ? { onRetry: page.again } : {})}
      />
      {answer === null ? (
        problem === null ? (
          <ViewMessage {...PLACE} words={words.loading} isLoading />
        ) : null
      ) : answer.items.length === 0 ? (
        <ViewMessage {...PLACE} words={texts.none} />
      ) : (
        <Items key={pages.length} open={open} object={object} items={answer.items} />
      )}
    </>
  );
}

const FIRST: ItemsQuestion = {};

interface PageBarProps {
  readonly canGoBack: boolean;
  /** Null at the end. */
  readonly next: string | null;
  readonly onJump: (from: string) => void;
  readonly onFirst: () => void;
  readonly onBack: () => void;
  readonly onNext: (cursor: string) => void;
}

function PageBar({ canGoBack, next, onJump, onFirst, onBack, onNext }: PageBarProps): React.JSX.Element {
  const [from, setFrom] = useState('');
  const id = useUID();
  function jump(event: FormEvent): void {
    event.preventDefault();
    if (from === '') onFirst();
    else onJump(from);
  }
  return (
    <ControlRow columnGap="space20">
      <form onSubmit={jump} style={JUMP}>
        <Box flexShrink={0}>
          <Label htmlFor={id} marginBottom="space0">
            {texts.from}
          </Label>
        </Box>
        <Box width="size20">
          <Input
            id={id}
            type="text"
            value={from}
            maxLength={320}
            data-testid="explorer-items-from"
            onChange={({ target }) => {
              setFrom(target.value);
            }}
          />
        </Box>
        <Button type="submit" variant="secondary" size="small">
          {texts.jump}
        </Button>
      </form>
      <ActionButton variant="secondary" size="small" isOff={!canGoBack} onClick={onFirst}>
        {texts.first}
      </ActionButton>
      <ActionButton variant="secondary" size="small" isOff={!canGoBack} onClick={onBack}>
        {texts.back}
      </ActionButton>
      <ActionButton
        variant="secondary"
        size="small"
        isOff={next === null}
        data-testid="explorer-items-next"
        onClick={() => {
          if (next !== null) onNext(next);
        }}
      >
        {texts.next}
      </ActionButton>
    </ControlRow>
  );
}

const JUMP = { display: 'flex', alignItems: 'center', columnGap: 8 } as const;

interface ItemsProps extends ItemsViewProps {
  readonly items: readonly ExplorerItem[];
}

function Items({ open, object, items }: ItemsProps): React.JSX.Element {
  const { format } = useExplorer();
  const { marked } = useSource(open.changes);
  const [chosen, setChosen] = useState<string | null>(null);
  const shown = useMemo(() => ({ members: items.map(({ key, data }) => [key, data] as const) }), [items]);
  const byPointer = useMemo(() => new Map(items.map((item) => [pointerTo('', item.key), item])), [items]);
  const masked = useMemo(
    () => new Set(items.flatMap(({ key, masked: within }) => within.map((each) => pointerTo('', key) + each))),
    [items],
  );
  const noteOf = useCallback(
    (pointer: string) => {
      const item = byPointer.get(pointer);
      return item === undefined ? null : factsOf(item, format.count);
    },
    [byPointer, format],
  );
  const item = chosen === null ? undefined : byPointer.get(chosen);
  return (
    <>
      <Box fontSize="fontSize20" paddingY="space20" data-testid="explorer-item">
        {item === undefined ? (
          texts.choose
        ) : (
          <>
            <strong>
              <Literal text={texts.item(item.key)} />
            </strong>
            {item.expiresAt === null ? null : (
              <>
                {` ${words.inspector.ends} `}
                <Ends at={item.expiresAt} />
              </>
            )}
            <ValueActions
              open={open}
              isSuite={object.isSuite}
              value={{
                itemKey: item.key,
                data: item.data,
                revision: item.revision,
                bytes: item.bytes,
                maskedCount: item.masked.length,
              }}
            />
          </>
        )}
      </Box>
      <JsonView
        label={texts.label}
        testId="explorer-items"
        shown={shown}
        masked={masked}
        marked={marked}
        noteOf={noteOf}
        chosenId={chosen}
        onChoose={(pointer) => {
          setChosen(pointer.split('/').slice(0, 2).join('/'));
        }}
      />
    </>
  );
}

const factsOf = ({ revision, bytes, createdBy }: ExplorerItem, count: (value: number) => string): string =>
  texts.facts(revision, count(bytes), literalText(createdBy));
