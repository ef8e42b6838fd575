import { HeaderCell, type TableColumn } from '@flex-sync-suite/shared/views';
import { Box } from '@twilio-paste/core/box';
import { Heading } from '@twilio-paste/core/heading';
import { Text } from '@twilio-paste/core/text';
import React, { type ReactNode } from 'react';

interface DetailTableProps<Id extends string> {
  readonly testId: string;
  /** Read by a screen reader. */
  readonly label: string;
  readonly columns: readonly TableColumn<Id>[];
  readonly titles: Readonly<Record<Id, string>>;
  readonly children: ReactNode;
}

/** A table as wide as the drawer, whose columns keep their width when what is in them changes. */
export function DetailTable<Id extends string>(props: DetailTableProps<Id>): React.JSX.Element {
  const { testId, label, columns, titles, children } = props;
  return (
    <table aria-label={label} style={TABLE} data-testid={testId}>
      <colgroup>
        {columns.map(({ id, widthPx }, index) => (
          // The first takes what the others leave.
          <col key={id} style={index === 0 ? {} : { width: widthPx }} />
        ))}
      </colgroup>
      <thead>
        <tr>
          {columns.map(({ id, align }) => (
            <HeaderCell key={id} align={align}>
              {titles[id]}
            </HeaderCell>
          ))}
        </tr>
      </thead>
      <tbody>{children}</tbody>
    </table>
  );
}

const TABLE = { tableLayout: 'fixed', width: '100%', borderCollapse: 'separate', borderSpacing: 0 } as const;

/** A part of the drawer, with a title and what is to be said of its rows. */
export function DetailSection({
  title,
  note,
  children,
}: {
  readonly title: string;
  /** Default: nothing. */
  readonly note?: string | null;
  readonly children: ReactNode;
}): React.JSX.Element {
  return (
    <section aria-label={title} style={SECTION}>
      <Box marginBottom="space30">
        <Heading as="h3" variant="heading40" marginBottom="space0">
          {title}
        </Heading>
      </Box>
      {children}
      {note == null ? null : <Note>{note}</Note>}
    </section>
  );
}

const SECTION = { marginBottom: '1.5rem' } as const;

/** What is to be said of the rows above it. */
export const Note = ({ children }: { readonly children: string }): React.JSX.Element => (
  <Text as="p" marginTop="space30" marginBottom="space40" fontSize="fontSize20" color="colorTextWeak">
    {children}
  </Text>
);

/** In place of a table without rows. */
export const Nothing = ({ children }: { readonly children: string }): React.JSX.Element => (
  <Text as="p" color="colorTextWeak">
    {children}
  </Text>
);

/** A row of these tables. */
export const ROW = { height: 48 } as const;
