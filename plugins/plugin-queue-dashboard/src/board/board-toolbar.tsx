import { Box } from '@twilio-paste/core/box';
import { Button } from '@twilio-paste/core/button';
import { Input } from '@twilio-paste/core/input';
import { Label } from '@twilio-paste/core/label';
import { Text } from '@twilio-paste/core/text';
import { useUID } from '@twilio-paste/core/uid-library';
import React, { memo, type ReactNode } from 'react';
import { isSameSort } from '@flex-sync-suite/shared/views';
import type { BoardChoice } from '../choice/use-board-choice';
import type { BoardKeeping } from '../file/use-save-board';
import { DEFAULT_SORT } from '../model/order/sort-queues';
import { strings } from '../strings/strings';
import { useFormatters } from '../parts/formatters-context';
import type { Views } from '../views/use-views';
import { ViewMenu } from '../views/view-menu';
import { ViewsNote } from '../views/views-note';
import type { WallSwitch } from '../wall/use-wall';
import { wallStrings } from '../wall/wall-strings';
import { BoardActions } from './board-actions';
import { GroupChoice, type GroupChoiceProps } from './group-choice';
import { LayoutButtons } from './layout-buttons';
import { SettingsMenu } from './settings-menu';

interface BoardToolbarProps extends Pick<GroupChoiceProps, 'groups'> {
  /** The same object until something else is chosen. */
  readonly choice: BoardChoice;
  readonly views: Views;
  /** Queues shown and queues there are. */
  readonly shownCount: number;
  /** Null as long as the list of queues is not read. */
  readonly allCount: number | null;
  /** Entries of the queue list that failed their schema. */
  readonly invalidCount: number;
  /** The list is held but can not be read any more: new queues would be missing. */
  readonly isListStale: boolean;
  readonly onChooseColumns: () => void;
  readonly onExplain: () => void;
  readonly keeping: BoardKeeping;
  readonly wall: WallSwitch;
  /** Opens the inbox of alerts; the same element until it says something else. */
  readonly bell: ReactNode;
}

/**
 * Filter, count, what can be done with all that is shown, and the way back to "needs attention". One row in a window of 1280
 * pixels: what is chosen once a shift stands in a menu.
 */
export const BoardToolbar = memo(function BoardToolbar(props: BoardToolbarProps) {
  const { choice, shownCount, allCount, invalidCount, isListStale } = props;
  const { count } = useFormatters();
  const { button, open } = props.wall;
  const filterId = useUID();
  return (
    <>
      <Box
        display="flex"
        flexWrap="wrap"
        alignItems="flex-end"
        columnGap="space40"
        rowGap="space30"
        // Above the heads of the table, which stay in sight: a menu opens over them.
        position="relative"
        zIndex="zIndex30"
      >
        <Box style={FILTER}>
          <Label htmlFor={filterId}>{strings.filterLabel}</Label>
          <Input
            id={filterId}
            type="search"
            value={choice.filter}
            placeholder={strings.filterPlaceholder}
            data-testid="queue-filter"
            onChange={({ target }) => {
              choice.onFilter(target.value);
            }}
          />
        </Box>
        <GroupChoice groups={props.groups} group={choice.group} onGroup={choice.onGroup} />
        <Box display="flex" flexDirection="column" alignItems="flex-start">
          {choice.layout === 'cards' || isSameSort(choice.sort, DEFAULT_SORT) ? null : (
            <Button variant="link" onClick={choice.onDefaultSort}>
              {strings.needsAttention}
            </Button>
          )}
          <Text as="span" data-testid="queue-count" role="status">
            {allCount === null ? null : strings.queueCount(allCount, count(shownCount), count(allCount))}
          </Text>
        </Box>
        <ViewMenu choice={choice} views={props.views} />
        <LayoutButtons layout={choice.layout} onLayout={choice.onLayout} />
        {shownCount === 0 ? null : (
          <BoardActions
            isSummaryOpen={choice.isSummaryOpen}
            onSummary={choice.onSummary}
            onChooseColumns={props.onChooseColumns}
            onExplain={props.onExplain}
            keeping={props.keeping}
          />
        )}
        <Button ref={button} variant="secondary" size="small" onClick={open} data-testid="open-wall">
          {wallStrings.open}
        </Button>
        {props.bell}
        <SettingsMenu />
      </Box>
      <ViewsNote inUse={choice.inUse} views={props.views} />
      {invalidCount === 0 ? null : (
        <Caution testId="invalid-queues">{strings.invalidQueues(count(invalidCount))}</Caution>
      )}
      {isListStale ? <Caution testId="stale-list">{strings.staleList}</Caution> : null}
    </>
  );
});

/** The fields take the room that is left. */
const FILTER = { flex: '1 1 9rem', maxWidth: '18.5rem' } as const;

function Caution({ testId, children }: { readonly testId: string; readonly children: string }): React.JSX.Element {
  return (
    <Text as="p" color="colorTextWarningStrong" data-testid={testId}>
      {children}
    </Text>
  );
}
