import {
  MAX_LISTED_CHANGES,
  type ImportChange,
  type ImportReport,
  type UnknownPlaceholder,
} from '@flex-sync-suite/shared/contract';
import { Box } from '@twilio-paste/core/box';
import { Checkbox } from '@twilio-paste/core/checkbox';
import { Callout, CalloutList, CalloutListItem, CalloutText } from '@twilio-paste/core/callout';
import { Table, TBody, Td, Th, THead, Tr } from '@twilio-paste/core/table';
import { Text } from '@twilio-paste/core/text';
import React from 'react';
import { useManager } from '../parts/manager-context';
import { managerStrings } from '../parts/manager-strings';

const words = managerStrings.import;

/** How many responses the import makes or changes. */
export const changeCount = ({ created, updated }: ImportReport): number => created + updated;

interface UseOurs {
  readonly isOn: boolean;
  readonly onChange: (isOn: boolean) => void;
}

/** What an import does or did: how much, what it read in another way, and each response that it makes or changes. */
export function ImportReportView({
  report,
  isDone,
  useOurs,
}: {
  readonly report: ImportReport;
  readonly isDone: boolean;
  /** Whether placeholders of other systems become ours; null when it is too late to choose. */
  readonly useOurs: UseOurs | null;
}): React.JSX.Element {
  const { format } = useManager();
  const { created, updated, unchanged, problems, changes, notes, unknownPlaceholders } = report;
  const figures = words.report(format.count(created), format.count(updated), format.count(unchanged));
  return (
    <>
      {problems.length > 0 ? (
        <Problems problems={problems} />
      ) : (
        <Callout variant={isDone ? 'success' : 'neutral'}>
          <CalloutText>
            {isDone ? words.done : words.would} {figures} {changeCount(report) === 0 ? words.nothing : ''}
          </CalloutText>
        </Callout>
      )}
      <Notes notes={notes} />
      <Placeholders unknown={unknownPlaceholders} useOurs={useOurs} />
      {changes.length > 0 ? <Changes changes={changes} total={changeCount(report)} /> : null}
    </>
  );
}

function Notes({ notes }: Pick<ImportReport, 'notes'>): React.JSX.Element | null {
  if (notes.length === 0) return null;
  return (
    <Callout variant="warning" marginY="space30" data-testid="import-notes">
      <CalloutText>{words.notes}</CalloutText>
      <CalloutList as="ul">
        {notes.map((note) => (
          <CalloutListItem key={note}>
            <bdi dir="auto">{note}</bdi>
          </CalloutListItem>
        ))}
      </CalloutList>
    </Callout>
  );
}

/** What would hold each message, and the offer to write it as we do. */
function Placeholders({
  unknown,
  useOurs,
}: {
  readonly unknown: readonly UnknownPlaceholder[];
  readonly useOurs: UseOurs | null;
}): React.JSX.Element | null {
  const { format } = useManager();
  const isOffered = useOurs !== null && (useOurs.isOn || unknown.some(({ ours }) => ours !== null));
  if (unknown.length === 0 && !isOffered) return null;
  return (
    <Box marginY="space30" data-testid="import-placeholders">
      {unknown.length > 0 ? <Text as="p">{words.placeholders(format.count(unknown.length))}</Text> : null}
      {isOffered ? (
        <Checkbox
          id="import-use-ours"
          checked={useOurs.isOn}
          data-testid="import-use-ours"
          onChange={({ target }) => {
            useOurs.onChange(target.checked);
          }}
        >
          {words.useOurs}
        </Checkbox>
      ) : null}
      {unknown.length > 0 ? (
        <ReportTable
          columns={[words.line, words.column, words.placeholder, words.ours]}
          label={words.placeholderList}
          testId="import-placeholder-list"
        >
          {unknown.map(({ line, column, source, ours }, index) => (
            <Tr key={index}>
              <Td>{format.count(line)}</Td>
              <Td>{format.count(column)}</Td>
              <Td>
                <bdi>{source}</bdi>
              </Td>
              <Td>{ours === null ? words.noneOfOurs : <bdi>{ours}</bdi>}</Td>
            </Tr>
          ))}
        </ReportTable>
      ) : null}
    </Box>
  );
}

function Changes({
  changes,
  total,
}: {
  readonly changes: readonly ImportChange[];
  readonly total: number;
}): React.JSX.Element {
  const { format } = useManager();
  return (
    <>
      <ReportTable columns={[words.line, words.response, words.effect]} label={words.changes} testId="import-changes">
        {changes.map(({ line, title, updates }) => (
          <Tr key={line}>
            <Td>{format.count(line)}</Td>
            <Td>
              <bdi dir="auto">{title}</bdi>
            </Td>
            <Td>
              <bdi dir="auto">
                {updates === null ? words.isNew : words.updates(updates.title, words.by[updates.by])}
              </bdi>
            </Td>
          </Tr>
        ))}
      </ReportTable>
      {total > changes.length ? (
        <Text as="p" color="colorTextWeak">
          {words.firstOf(format.count(Math.min(changes.length, MAX_LISTED_CHANGES)), format.count(total))}
        </Text>
      ) : null}
    </>
  );
}

/** Problems shown at most; who mends these sees the others next. */
const MAX_PROBLEMS = 100;

function Problems({ problems }: Pick<ImportReport, 'problems'>): React.JSX.Element {
  const { format } = useManager();
  return (
    <>
      <Callout variant="error" marginY="space30">
        <CalloutText>{words.problems(format.count(problems.length))}</CalloutText>
      </Callout>
      <ReportTable
        columns={[words.line, words.field, words.problem]}
        label={words.problemList}
        testId="import-problems"
      >
        {problems.slice(0, MAX_PROBLEMS).map(({ line, field, message }, index) => (
          <Tr key={index}>
            <Td>{format.count(line)}</Td>
            <Td>{field ?? ''}</Td>
            <Td>
              <bdi dir="auto">{message}</bdi>
            </Td>
          </Tr>
        ))}
      </ReportTable>
    </>
  );
}

/** A table that scrolls within the dialog, by keyboard too. */
function ReportTable({
  columns,
  label,
  testId,
  children,
}: {
  readonly columns: readonly string[];
  readonly label: string;
  readonly testId: string;
  readonly children: React.JSX.Element[];
}): React.JSX.Element {
  return (
    <Box
      maxHeight="size40"
      overflowY="auto"
      marginY="space30"
      role="region"
      aria-label={label}
      tabIndex={0}
      data-testid={testId}
    >
      <Table variant="default">
        <THead>
          <Tr>
            {columns.map((column) => (
              <Th key={column}>{column}</Th>
            ))}
          </Tr>
        </THead>
        <TBody>{children}</TBody>
      </Table>
    </Box>
  );
}
