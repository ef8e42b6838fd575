import { ExplorerSid, parseWithSchema, type ExplorerFinding } from '@flex-sync-suite/shared/contract';
import { TableCell, TableRow, type TableColumn } from '@flex-sync-suite/shared/views';
import { Button } from '@twilio-paste/core/button';
import React, { memo, useMemo } from 'react';
import type { Choice } from '../data/selection';
import { Literal } from '../parts/literal';
import { RowsTable } from '../parts/rows-table';
import { words } from '../parts/strings';

const texts = words.findings;
const ROW_HEIGHT_PX = 44;

type ColumnId = keyof typeof texts.columns;
const COLUMNS: readonly TableColumn<ColumnId>[] = [
  { id: 'kind', widthPx: 220, align: 'start' },
  { id: 'object', widthPx: 320, align: 'start' },
  { id: 'item', widthPx: 140, align: 'start' },
  { id: 'names', widthPx: 220, align: 'start' },
  { id: 'mend', widthPx: 240, align: 'start' },
];

interface FindingsTableProps {
  readonly findings: readonly ExplorerFinding[];
  /** The same function as long as it does the same, as the other. */
  readonly onMend: (finding: ExplorerFinding) => void;
  readonly onOpen: (object: Choice) => void;
}

/** Enter on a row shows its object. */
export function FindingsTable({ findings, onMend, onOpen }: FindingsTableProps): React.JSX.Element {
  const byId = useMemo(() => new Map(findings.map((finding) => [idOf(finding), finding])), [findings]);
  const order = useMemo(() => [...byId.keys()], [byId]);
  return (
    <RowsTable
      label={texts.label}
      testId="explorer-findings"
      columns={COLUMNS}
      titles={texts.columns}
      order={order}
      rowHeightPx={ROW_HEIGHT_PX}
      idAttribute="data-finding"
      onEnter={(id) => {
        const finding = byId.get(id);
        const choice = finding === undefined ? null : placeOf(finding);
        if (choice !== null) onOpen(choice);
      }}
      renderRow={({ id, index, isTabStop }) => {
        const finding = byId.get(id);
        return finding === undefined ? null : <Row key={id} {...{ id, index, isTabStop, finding, onMend, onOpen }} />;
      }}
    />
  );
}

/** Null for a worker, and for what Sync does not have: it is named by what it should be called. */
function placeOf({ objectKind, sid, uniqueName }: ExplorerFinding): Choice | null {
  if (objectKind === 'worker' || !parseWithSchema(ExplorerSid, sid).ok) return null;
  return { kind: objectKind, sid, name: uniqueName };
}

const idOf = ({ kind, sid, itemKey, names }: ExplorerFinding): string => JSON.stringify([kind, sid, itemKey, names]);

interface RowProps extends Pick<FindingsTableProps, 'onMend' | 'onOpen'> {
  readonly id: string;
  readonly index: number;
  readonly finding: ExplorerFinding;
  readonly isTabStop: boolean;
}

const Row = memo(function Row({ id, index, finding, isTabStop, onMend, onOpen }: RowProps) {
  const { kind, objectKind, sid, uniqueName, itemKey, names, mend } = finding;
  const choice = placeOf(finding);
  const object = objectKind === 'worker' ? words.inspector.worker : words.kind[objectKind];
  return (
    <TableRow
      heightPx={ROW_HEIGHT_PX}
      ariaRowIndex={index + 2}
      isTabStop={isTabStop}
      attributes={{ 'data-finding': id, 'data-kind': kind }}
    >
      <TableCell isRowHeader>{texts.kinds[kind]}</TableCell>
      <TableCell>
        {choice === null ? (
          <>
            {object} <Literal text={uniqueName ?? sid} isOneLine />
          </>
        ) : (
          <Button
            variant="link"
            size="reset"
            onClick={() => {
              onOpen(choice);
            }}
          >
            {object} <Literal text={uniqueName ?? sid} isOneLine />
          </Button>
        )}
      </TableCell>
      <TableCell>{itemKey === null ? '' : <Literal text={itemKey} isOneLine />}</TableCell>
      <TableCell title={names ?? undefined}>{names ?? ''}</TableCell>
      <TableCell>
        {mend === null ? (
          texts.noMend
        ) : (
          <Button
            variant="secondary"
            size="small"
            data-testid="explorer-mend"
            onClick={() => {
              onMend(finding);
            }}
          >
            {texts.mends[mend]}
          </Button>
        )}
      </TableCell>
    </TableRow>
  );
});
