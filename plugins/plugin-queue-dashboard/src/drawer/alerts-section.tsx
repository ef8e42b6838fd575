import type { QueueAlert, QueueAlertsPage } from '@flex-sync-suite/shared/contract';
import { asSentence, NameLine, TableCell, type TableColumn } from '@flex-sync-suite/shared/views';
import React from 'react';
import type { WatchedAnswer } from '../data/answers/answer-watch';
import { alertSentence, alertStrings } from '../strings/alert-strings';
import { Clock } from '../parts/clock';
import { drawerStrings } from '../strings/drawer-strings';
import { Figure } from '../parts/figure';
import { useFormatters } from '../parts/formatters-context';
import { DetailSection, DetailTable, Nothing, ROW } from './detail-table';

type ColumnId = 'alert' | 'raised' | 'owner' | 'lasted';

const COLUMNS: readonly TableColumn<ColumnId>[] = [
  { id: 'alert', widthPx: 0, align: 'start' },
  { id: 'raised', widthPx: 124, align: 'start' },
  { id: 'owner', widthPx: 116, align: 'start' },
  { id: 'lasted', widthPx: 100, align: 'end' },
];

const TITLES: Readonly<Record<ColumnId, string>> = {
  alert: drawerStrings.alert,
  raised: drawerStrings.raised,
  owner: drawerStrings.onIt,
  lasted: drawerStrings.lasted,
};

/** The latest alerts of a queue: what they told, who was on them, and how long they lasted. */
export function AlertsSection({ answer, failure }: WatchedAnswer<QueueAlertsPage>): React.JSX.Element {
  const title = drawerStrings.alertsTitle;
  if (answer === null || answer.alerts.length === 0) {
    const reason = failure === null ? drawerStrings.loadingAlerts : asSentence(failure.message);
    return (
      <DetailSection title={title}>
        <Nothing>{answer === null ? reason : drawerStrings.noAlerts}</Nothing>
      </DetailSection>
    );
  }
  const { alerts, next } = answer;
  return (
    <DetailSection title={title} note={next === null ? null : drawerStrings.olderAlerts}>
      <DetailTable testId="queue-alerts" label={drawerStrings.alertsTable} columns={COLUMNS} titles={TITLES}>
        {alerts.map((alert) => (
          <AlertRow key={alert.id} alert={alert} />
        ))}
      </DetailTable>
    </DetailSection>
  );
}

function AlertRow({ alert }: { readonly alert: QueueAlert }): React.JSX.Element {
  const format = useFormatters();
  const { severity, value, raisedAt, owner, end } = alert;
  const sentence = alertSentence(alert, value, format);
  const name = owner === null ? drawerStrings.nobodyOnIt : (owner.name ?? alertStrings.somebody);
  return (
    <tr style={ROW} data-testid="queue-alert">
      <TableCell isRowHeader title={sentence} detail={alertStrings.severities[severity]}>
        <span data-cell="alert">{sentence}</span>
      </TableCell>
      <TableCell>
        <span data-cell="raised">{format.dateMinute(Date.parse(raisedAt))}</span>
      </TableCell>
      <TableCell title={name}>
        <NameLine cell="owner">{name}</NameLine>
      </TableCell>
      <TableCell align="end" detail={end === null ? drawerStrings.stillOpen : drawerStrings.alertEnds[end.reason]}>
        {end === null ? (
          <Clock cell="lasted" since={raisedAt} />
        ) : (
          <Lasted ms={Date.parse(end.at) - Date.parse(raisedAt)} />
        )}
      </TableCell>
    </tr>
  );
}

function Lasted({ ms }: { readonly ms: number }): React.JSX.Element {
  const { clock, spokenDuration } = useFormatters();
  return (
    <Figure cell="lasted" spoken={spokenDuration(ms)}>
      {clock(ms)}
    </Figure>
  );
}
