import { fireEvent, render, screen, within } from '@testing-library/react';
import { CustomizationProvider } from '@twilio-paste/core/customization';
import React, { useRef, type ReactElement } from 'react';
import { HeaderCell, TableCell, TableRow } from './table-parts';
import { useRowNavigation } from './use-row-navigation';
import { MAX_UNWINDOWED_ROWS, useRowWindow } from './use-row-window';
import { columnRuns, TableScroller, WindowedTable, type TableColumn } from './windowed-table';

const HEIGHT_PX = 50;
const COLUMNS: readonly TableColumn[] = [
  { id: 'name', widthPx: 200, align: 'start' },
  { id: 'count', widthPx: 80, align: 'end' },
];

interface NoticesProps {
  readonly count: number;
  readonly hasFoot?: boolean;
  readonly onOpen?: (id: string) => void;
  readonly onScroll?: () => void;
}

function Notices({ count, hasFoot = false, onOpen, onScroll }: NoticesProps): React.JSX.Element {
  const scroller = useRef<HTMLDivElement>(null);
  const body = useRef<HTMLTableSectionElement>(null);
  const order = Array.from({ length: count }, (_, index) => `notice ${index}`);
  const { tabStop, containerProps } = useRowNavigation({ order, container: body, idAttribute: 'data-notice' });
  const parts = useRowWindow({ order, tabStop, scroller, rowHeightPx: HEIGHT_PX });
  return (
    <TableScroller ref={scroller} testId="scroller" {...(onScroll === undefined ? {} : { onScroll })}>
      <WindowedTable
        label="Notices"
        columns={COLUMNS}
        ariaRowCount={1 + count}
        head={COLUMNS.map(({ id, align }, index) => (
          <HeaderCell
            key={id}
            align={align}
            stays={index === 0 ? { atPx: 0, isLast: true } : undefined}
            title={`The ${id}`}
            sort="none"
          >
            {id}
          </HeaderCell>
        ))}
        {...(hasFoot ? { foot: <tr data-testid="foot" /> } : {})}
        parts={parts}
        body={body}
        bodyProps={containerProps}
        renderRow={(index) => {
          const id = order[index] ?? '';
          const click =
            onOpen === undefined
              ? {}
              : {
                  onClick: () => {
                    onOpen(id);
                  },
                };
          return (
            <TableRow
              key={id}
              heightPx={HEIGHT_PX}
              ariaRowIndex={2 + index}
              isTabStop={id === tabStop}
              attributes={{ 'data-notice': id }}
              {...click}
            >
              <TableCell isRowHeader stays={{ atPx: 0, isLast: true }} title={id} detail="more of it">
                {id}
              </TableCell>
              <TableCell align="end">{index}</TableCell>
            </TableRow>
          );
        }}
      />
    </TableScroller>
  );
}

const show = (content: ReactElement): void => {
  render(<CustomizationProvider baseTheme="default">{content}</CustomizationProvider>);
};
const rowNames = (): (string | null)[] =>
  screen.getAllByRole('rowheader').map((header) => header.getAttribute('title'));

beforeEach(() => {
  // jsdom has no layout: give the scroller the size of ten rows.
  jest.spyOn(Element.prototype, 'clientHeight', 'get').mockReturnValue(10 * HEIGHT_PX);
  jest.spyOn(Element.prototype, 'clientWidth', 'get').mockReturnValue(1000);
});

it('columns beside each other that name the same group, or none, are one run', () => {
  const column = (id: string, group?: string): TableColumn => ({ id, group, widthPx: 1, align: 'end' });
  const runs = columnRuns([column('a'), column('b', 'x'), column('c', 'x'), column('d', 'y'), column('e', 'x')]);
  expect(runs.map(({ group, columns }) => [group, columns.map(({ id }) => id).join('')])).toEqual([
    [undefined, 'a'],
    ['x', 'bc'],
    ['y', 'd'],
    ['x', 'e'],
  ]);
});

describe('WindowedTable', () => {
  it('draws every row of a short table', () => {
    show(<Notices count={MAX_UNWINDOWED_ROWS} />);
    expect(rowNames()).toHaveLength(MAX_UNWINDOWED_ROWS);
    expect(screen.queryByRole('row', { hidden: true, name: '' })).not.toBeInTheDocument();
  });

  it('draws the rows near the visible ones of a long table, and keeps the room of the others', () => {
    show(<Notices count={500} />);
    const drawn = rowNames().length;
    expect(drawn).toBeLessThan(30);
    expect(screen.getByRole('table', { name: 'Notices' })).toHaveAttribute('aria-rowcount', '501');
    const gap = screen.getByRole('row', { hidden: true, name: '' });
    expect(gap).toHaveStyle({ height: `${(500 - drawn) * HEIGHT_PX}px` });
    expect(within(gap).getByRole('cell', { hidden: true })).toHaveAttribute('colspan', '2');
  });

  it('is as wide as its columns, and wider where there is room', () => {
    show(<Notices count={1} />);
    expect(screen.getByRole('table')).toHaveStyle({ minWidth: '280px', width: '100%', tableLayout: 'fixed' });
  });

  it('has a footer only where one is given', () => {
    show(<Notices count={1} />);
    expect(screen.getAllByRole('rowgroup')).toHaveLength(2);
    show(<Notices count={1} hasFoot />);
    expect(screen.getByTestId('foot')).toBeInTheDocument();
  });

  it('tells who draws it that it is scrolled', () => {
    const onScroll = jest.fn();
    show(<Notices count={1} onScroll={onScroll} />);
    fireEvent.scroll(screen.getByTestId('scroller'));
    expect(onScroll).toHaveBeenCalledTimes(1);
  });
});

describe('parts of a table', () => {
  it('name columns and rows for a screen reader', () => {
    show(<Notices count={2} />);
    const header = screen.getByRole('columnheader', { name: 'name' });
    expect(header).toHaveAttribute('scope', 'col');
    expect(header).toHaveAttribute('title', 'The name');
    expect(header).toHaveAttribute('aria-sort', 'none');
    const first = screen.getByRole('rowheader', { name: /notice 0/ });
    expect(first).toHaveAttribute('scope', 'row');
    expect(first).toHaveTextContent('notice 0more of it');
  });

  it('keep the first column in sight when the table scrolls sideways, and only that', () => {
    show(<Notices count={1} />);
    expect(screen.getByRole('rowheader')).toHaveStyle({ position: 'sticky' });
    expect(screen.getByRole('cell')).not.toHaveStyle({ position: 'sticky' });
    expect(screen.getByRole('columnheader', { name: 'name' })).toHaveStyle({ position: 'sticky' });
    expect(screen.getByRole('columnheader', { name: 'count' })).not.toHaveStyle({ position: 'sticky' });
  });

  it('have one tab stop, and a row that is clicked says which it is', () => {
    const opened: string[] = [];
    show(<Notices count={2} onOpen={(id) => opened.push(id)} />);
    const rows = screen.getAllByRole('row').slice(1);
    expect(rows.map(({ tabIndex }) => tabIndex)).toEqual([0, -1]);
    expect(rows.map((row) => row.getAttribute('aria-rowindex'))).toEqual(['2', '3']);
    fireEvent.click(rows[1]!);
    expect(opened).toEqual(['notice 1']);
  });
});
