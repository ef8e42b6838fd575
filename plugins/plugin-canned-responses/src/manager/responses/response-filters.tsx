import type { ResponseStatus } from '@flex-sync-suite/shared/contract';
import { useSource } from '@flex-sync-suite/shared/hooks';
import { Box } from '@twilio-paste/core/box';
import { Checkbox } from '@twilio-paste/core/checkbox';
import { Input } from '@twilio-paste/core/input';
import { Label } from '@twilio-paste/core/label';
import { Option, Select } from '@twilio-paste/core/select';
import { useUID } from '@twilio-paste/core/uid-library';
import React, { type RefObject } from 'react';
import { useManager } from '../parts/manager-context';
import { managerStrings, STATUS_WORDS } from '../parts/manager-strings';

const words = managerStrings.list;
const STATUSES = ['draft', 'published', 'retired'] as const satisfies readonly ResponseStatus[];

/** Searches the responses of the library while it is typed. */
export function SearchFilter({ field }: { readonly field: RefObject<HTMLInputElement> }): React.JSX.Element {
  const { list } = useManager();
  const { filter } = useSource(list);
  const id = useUID();
  return (
    <Box width="size20" flexGrow={1} flexShrink={0}>
      <Label htmlFor={id}>{words.search}</Label>
      <Input
        ref={field}
        id={id}
        type="search"
        maxLength={200}
        value={filter.search}
        placeholder={words.searchPlaceholder}
        data-testid="manager-search"
        onChange={({ target }) => {
          list.setFilter({ search: target.value });
        }}
      />
    </Box>
  );
}

/** Narrows to drafts, or to what is published or retired. */
export function StatusFilter(): React.JSX.Element {
  const { list } = useManager();
  const { filter } = useSource(list);
  const id = useUID();
  return (
    <Box width="140px" flexShrink={0}>
      <Label htmlFor={id}>{words.status}</Label>
      <Select
        id={id}
        value={filter.status ?? ''}
        data-testid="manager-filter-status"
        onChange={({ target }) => {
          list.setFilter({ status: STATUSES.find((status) => status === target.value) ?? null });
        }}
      >
        <Option value="">{words.anyStatus}</Option>
        {STATUSES.map((status) => (
          <Option key={status} value={status}>
            {STATUS_WORDS[status]}
          </Option>
        ))}
      </Select>
    </Box>
  );
}

/** Narrows to what one person owns: the writer, and whoever owns something that was read. */
export function OwnerFilter(): React.JSX.Element {
  const { list, workerSid, nameOf } = useManager();
  const { filter, rows } = useSource(list);
  const id = useUID();
  const owners = [
    ...new Set([
      ...(workerSid === null ? [] : [workerSid]),
      ...(filter.owner === null ? [] : [filter.owner]),
      ...rows.map(({ owner }) => owner),
    ]),
  ];
  return (
    <Box width="140px" flexShrink={0}>
      <Label htmlFor={id}>{words.owner}</Label>
      <Select
        id={id}
        value={filter.owner ?? ''}
        data-testid="manager-filter-owner"
        onChange={({ target }) => {
          list.setFilter({ owner: target.value === '' ? null : target.value });
        }}
      >
        <Option value="">{words.anyOwner}</Option>
        {owners.map((owner) => (
          <Option key={owner} value={owner}>
            {nameOf(owner)}
          </Option>
        ))}
      </Select>
    </Box>
  );
}

/** Narrows to what nobody used lately. */
export function UnusedFilter(): React.JSX.Element {
  const { list } = useManager();
  const { filter } = useSource(list);
  const id = useUID();
  return (
    <Box paddingBottom="space30" flexShrink={0} whiteSpace="nowrap">
      <Checkbox
        id={id}
        checked={filter.isUnused}
        data-testid="manager-filter-unused"
        onChange={({ target }) => {
          list.setFilter({ isUnused: target.checked });
        }}
      >
        {words.unused}
      </Checkbox>
    </Box>
  );
}
