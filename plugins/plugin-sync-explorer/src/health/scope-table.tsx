import type { SyncScopeReport } from '@flex-sync-suite/shared/hooks';
import { HeaderCell, TableCell } from '@flex-sync-suite/shared/views';
import { Box } from '@twilio-paste/core/box';
import { Text } from '@twilio-paste/core/text';
import React from 'react';
import type { ExplorerFormatters } from '../parts/explorer-context';
import { healthWords } from './health-strings';

export interface ScopeTableProps {
  readonly scopes: readonly SyncScopeReport[];
  readonly now: number;
  readonly format: ExplorerFormatters;
}

const { fields, none } = healthWords;
const FIELDS = Object.keys(fields) as readonly (keyof typeof fields)[];

/** A row for each socket of this page. */
export function ScopeTable({ scopes, now, format }: ScopeTableProps): React.JSX.Element {
  if (scopes.length === 0) {
    return (
      <Text as="p" marginBottom="space60" data-testid="health-no-scopes">
        {healthWords.noConnections}
      </Text>
    );
  }
  return (
    <Box overflowX="auto" flexShrink={0} marginBottom="space60">
      <table aria-label={healthWords.connections} style={TABLE} data-testid="health-scopes">
        <thead>
          <tr>
            {FIELDS.map((field) => (
              <HeaderCell key={field} align="start">
                {fields[field]}
              </HeaderCell>
            ))}
          </tr>
        </thead>
        <tbody>
          {scopes.map((scope) => (
            <tr key={scope.scope} style={ROW}>
              {FIELDS.map((field) => (
                <TableCell key={field} isRowHeader={field === 'scope'}>
                  {field === 'identity' ? <bdi>{scope.identity ?? none}</bdi> : textOf(field, scope, now, format)}
                </TableCell>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </Box>
  );
}

const TABLE = { borderCollapse: 'separate', borderSpacing: 0, minWidth: '100%' } as const;
const ROW = { height: 36 } as const;

function textOf(
  field: Exclude<keyof typeof fields, 'identity'>,
  scope: SyncScopeReport,
  now: number,
  { count, inWords }: ExplorerFormatters,
): string {
  switch (field) {
    case 'scope':
      return healthWords.scopes[scope.scope];
    case 'connection':
      return connectionWords(scope);
    case 'connectedFor':
      return scope.connectedSince === null ? none : inWords(now - scope.connectedSince);
    case 'tokenEnds':
      if (scope.tokenEndsAt === null) return none;
      return scope.tokenEndsAt <= now ? healthWords.ended : inWords(scope.tokenEndsAt - now);
    case 'opens':
      return count(scope.opensWaiting + scope.opensInFlight);
    default:
      return count(scope[field]);
  }
}

/** With the code for whoever operates it. */
function connectionWords({ connection }: SyncScopeReport): string {
  const words = healthWords.statuses[connection.status];
  return 'code' in connection ? `${words} (${connection.code})` : words;
}
