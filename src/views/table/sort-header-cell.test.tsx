import { fireEvent, render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { CustomizationProvider } from '@twilio-paste/core/customization';
import React from 'react';
import { DefinedSortHeaderCell } from './defined-sort-header-cell';
import { SortHeaderCell } from './sort-header-cell';
import type { TableSort } from './table-sort';

const DEFINITION = 'Tasks queued or ringing now';

function show(sort: TableSort): jest.Mock {
  const onSort = jest.fn();
  const common = { align: 'end', sort, onSort } as const;
  render(
    <CustomizationProvider baseTheme="default">
      <table>
        <thead>
          <tr>
            <DefinedSortHeaderCell column="Waiting" title="Waiting" definition={DEFINITION} {...common} />
            <SortHeaderCell column="Name" title="Name" {...common} />
          </tr>
        </thead>
      </table>
    </CustomizationProvider>,
  );
  return onSort;
}

describe('the title of a column', () => {
  it('sorts by click and by key, and says how the table is sorted', async () => {
    const onSort = show({ column: 'Waiting', direction: 'descending' });
    expect(screen.getByRole('columnheader', { name: 'Waiting' })).toHaveAttribute('aria-sort', 'descending');
    expect(screen.getByRole('columnheader', { name: 'Name' })).toHaveAttribute('aria-sort', 'none');
    const person = userEvent.setup();
    await person.click(screen.getByRole('button', { name: 'Name' }));
    await person.keyboard('{Enter}');
    await person.keyboard(' ');
    expect(onSort.mock.calls).toEqual([['Name'], ['Name'], ['Name']]);
  });

  it('has its definition for a screen reader, and for the eye when the keyboard or the pointer is on it', async () => {
    show({ column: 'Name', direction: 'ascending' });
    const button = screen.getByRole('button', { name: 'Waiting' });
    expect(button).toHaveAccessibleDescription(DEFINITION);
    expect(screen.queryByRole('tooltip')).not.toBeInTheDocument();
    await userEvent.setup().tab();
    expect(button).toHaveFocus();
    expect(await screen.findByRole('tooltip')).toHaveTextContent(DEFINITION);
    fireEvent.keyDown(button, { key: 'Escape' });
    expect(screen.queryByRole('tooltip')).not.toBeInTheDocument();
    fireEvent.blur(button);
    fireEvent.mouseEnter(button);
    expect(await screen.findByRole('tooltip')).toHaveTextContent(DEFINITION);
  });

  it('has none where the title says it all', () => {
    show({ column: 'Name', direction: 'ascending' });
    expect(screen.getByRole('button', { name: 'Name' })).not.toHaveAccessibleDescription();
  });
});
