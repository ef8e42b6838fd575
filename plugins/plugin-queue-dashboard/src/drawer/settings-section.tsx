import type { PolicyInChannel, QueueIndexItem, QueueRule, TaskQueueSid } from '@flex-sync-suite/shared/contract';
import { isForbidden } from '@flex-sync-suite/shared/flex';
import { NameLine, TableCell, type TableColumn } from '@flex-sync-suite/shared/views';
import React from 'react';
import { useQueuePolicies } from '../data/answers/use-queue-policies';
import { useReportingZone } from '../data/use-reporting-zone';
import { settingsInForce, type SettingInForce } from '../model/settings-in-force';
import { NoValue } from '../parts/figure';
import { useFormatters } from '../parts/formatters-context';
import { QueueRuleWords } from '../parts/queue-rule-words';
import { settingsStrings as words, settingWords } from '../strings/settings-strings';
import { DetailSection, DetailTable, ROW } from './detail-table';

type ColumnId = 'setting' | 'value' | 'setBy';

const VALUES: readonly TableColumn<ColumnId>[] = [
  { id: 'setting', widthPx: 0, align: 'start' },
  { id: 'value', widthPx: 172, align: 'start' },
];
const COLUMNS: readonly TableColumn<ColumnId>[] = [...VALUES, { id: 'setBy', widthPx: 216, align: 'start' }];

interface SettingsSectionProps {
  readonly sid: TaskQueueSid;
  readonly item: QueueIndexItem;
}

/** How a queue is judged, and which rule says so, for who may read the rules. */
export function SettingsSection({ sid, item }: SettingsSectionProps): React.JSX.Element {
  const { answer, failure } = useQueuePolicies(sid, item);
  const mayRead = failure === null || !isForbidden(failure);
  const judged: readonly PolicyInChannel[] | null =
    answer?.queues.find(({ taskQueueSid }) => taskQueueSid === sid)?.channels ?? null;
  return (
    <DetailSection title={words.title} note={mayRead ? words.note : null}>
      <DetailTable testId="queue-settings" label={words.table} columns={mayRead ? COLUMNS : VALUES} titles={words}>
        {settingsInForce(item, judged).map((setting) => (
          <tr key={[setting.id, ...setting.channels].join(' ')} style={ROW} data-testid={`setting-${setting.id}`}>
            <SettingCells setting={setting} />
            {mayRead ? (
              <TableCell>
                <RuleOf ruleId={setting.ruleId} rules={answer?.rules ?? []} />
              </TableCell>
            ) : null}
          </tr>
        ))}
      </DetailTable>
    </DetailSection>
  );
}

function SettingCells({ setting }: { readonly setting: SettingInForce }): React.JSX.Element {
  const format = useFormatters();
  const zone = useReportingZone();
  const channels = setting.channels.map((channel) => channel ?? words.otherChannels).join(', ');
  const detail = channels === '' ? undefined : <NameLine>{channels}</NameLine>;
  return (
    <>
      <TableCell isRowHeader title={channels === '' ? undefined : channels} detail={detail}>
        {words.names[setting.id]}
      </TableCell>
      <TableCell>
        <span data-cell="value" style={WRAPPED}>
          {settingWords(setting, format, zone)}
        </span>
      </TableCell>
    </>
  );
}

interface RuleOfProps {
  readonly ruleId: SettingInForce['ruleId'];
  readonly rules: readonly QueueRule[];
}

/** The rule in the words of the editor of rules. */
function RuleOf({ ruleId, rules }: RuleOfProps): React.JSX.Element {
  const format = useFormatters();
  if (ruleId === undefined) return <NoValue cell="rule" reason={words.notKnown} />;
  const rule = rules.find(({ id }) => id === ruleId);
  return (
    <span data-cell="rule" style={WRAPPED}>
      {ruleId === null ? words.default : null}
      {/* A backend before this one told no rules. */}
      {ruleId === null || rule !== undefined ? null : words.someRule}
      {rule === undefined ? null : <QueueRuleWords rule={rule} format={format} />}
    </span>
  );
}

/** What a rule sets is nothing to be cut. */
const WRAPPED = { whiteSpace: 'normal', overflowWrap: 'anywhere' } as const;
