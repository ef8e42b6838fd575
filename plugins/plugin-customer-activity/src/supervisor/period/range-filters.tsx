import { useSource } from '@flex-sync-suite/shared/hooks';
import { Box } from '@twilio-paste/core/box';
import { Label } from '@twilio-paste/core/label';
import { Option, Select } from '@twilio-paste/core/select';
import { useUID } from '@twilio-paste/core/uid-library';
import React from 'react';
import { useSupervisor } from '../parts/supervisor-context';
import { words } from '../parts/supervisor-strings';

const texts = words.filter;

/** What narrows the answers of the store: a live summary has the ten most frequent of all. */
export function RangeFilters(): React.JSX.Element {
  const { services, format } = useSupervisor();
  const filter = useSource(services.filter);
  const known = useSource(services.categories);
  const categoryId = useUID();
  const byId = useUID();
  const { category, by } = filter;
  const categories = [...new Set([...known, ...(category === null ? [] : [category])])].sort(format.collator.compare);
  return (
    <>
      <Box width="200px">
        <Label htmlFor={categoryId}>{texts.category}</Label>
        <Select
          id={categoryId}
          value={category ?? ''}
          data-testid="activity-category"
          onChange={({ target }) => {
            services.filter.set({ ...filter, category: target.value === '' ? null : target.value });
          }}
        >
          <Option value="">{texts.anyCategory}</Option>
          {categories.map((each) => (
            <Option key={each} value={each}>
              {each}
            </Option>
          ))}
        </Select>
      </Box>
      <Box width="220px">
        <Label htmlFor={byId}>{texts.by}</Label>
        <Select
          id={byId}
          value={by}
          data-testid="activity-by"
          onChange={({ target }) => {
            services.filter.set({ ...filter, by: target.value === 'product' ? 'product' : 'query' });
          }}
        >
          <Option value="query">{texts.byQuery}</Option>
          <Option value="product">{texts.byProduct}</Option>
        </Select>
      </Box>
    </>
  );
}
