import { useShortWindow } from '@flex-sync-suite/shared/views';
import { Box } from '@twilio-paste/core/box';
import React, { memo, type ReactNode } from 'react';
import type { Facets, FacetValue, ResponseFilter } from '../model/filter-responses';
import { channelWord } from '../parts/strings';
import { usePanel } from '../parts/panel-context';
import { panelStrings } from './panel-strings';

interface FilterChipsProps {
  readonly filter: ResponseFilter;
  readonly facets: Facets;
  readonly onChange: (change: Partial<ResponseFilter>) => void;
}

/** What narrows the list: two switches and four choices, each as wide as its words. */
export const FilterChips = memo(function FilterChips(props: FilterChipsProps) {
  const isShort = useShortWindow();
  return (
    <Box
      role="group"
      aria-label={panelStrings.filters}
      display="flex"
      flexWrap={isShort ? 'nowrap' : 'wrap'}
      columnGap="space20"
      rowGap="space20"
    >
      <Switches {...props} />
      <Choices {...props} />
    </Box>
  );
});

function Switches({ filter, facets, onChange }: FilterChipsProps): React.JSX.Element {
  const { format } = usePanel();
  return (
    <>
      <SwitchChip
        isOn={filter.isFavorite}
        testId="canned-chip-favorites"
        onSwitch={(isFavorite) => {
          onChange({ isFavorite });
        }}
      >
        ★ {panelStrings.option(panelStrings.favorites, format.count(facets.favorites))}
      </SwitchChip>
      <SwitchChip
        isOn={filter.isRecent}
        testId="canned-chip-recents"
        onSwitch={(isRecent) => {
          onChange({ isRecent });
        }}
      >
        {panelStrings.option(panelStrings.recents, format.count(facets.recents))}
      </SwitchChip>
    </>
  );
}

function Choices({ filter, facets, onChange }: FilterChipsProps): React.JSX.Element {
  const { format } = usePanel();
  return (
    <>
      <ChoiceChip
        name="libraryId"
        testId="canned-chip-library"
        chosen={filter.libraryId}
        values={facets.libraries}
        wordOf={(value) => facets.libraries.find((library) => library.value === value)?.name ?? value}
        onChange={onChange}
      />
      <ChoiceChip
        name="category"
        testId="canned-chip-category"
        chosen={filter.category}
        values={facets.categories}
        wordOf={(value) => value}
        onChange={onChange}
      />
      <ChoiceChip
        name="language"
        testId="canned-chip-language"
        chosen={filter.language}
        values={facets.languages}
        wordOf={format.languageName}
        onChange={onChange}
      />
      <ChoiceChip
        name="channel"
        testId="canned-chip-channel"
        chosen={filter.channel}
        values={facets.channels}
        wordOf={channelWord}
        onChange={onChange}
      />
    </>
  );
}

interface SwitchChipProps {
  readonly isOn: boolean;
  readonly testId: string;
  readonly onSwitch: (isOn: boolean) => void;
  readonly children: ReactNode;
}

function SwitchChip({ isOn, testId, onSwitch, children }: SwitchChipProps): React.JSX.Element {
  return (
    <Box
      as="button"
      type="button"
      {...chipStyle(isOn)}
      aria-pressed={isOn}
      data-testid={testId}
      onClick={() => {
        onSwitch(!isOn);
      }}
    >
      {children}
    </Box>
  );
}

type ChoiceName = 'libraryId' | 'category' | 'language' | 'channel';

interface ChoiceChipProps {
  readonly name: ChoiceName;
  readonly testId: string;
  readonly chosen: string | null;
  readonly values: readonly FacetValue[];
  readonly wordOf: (value: string) => string;
  readonly onChange: (change: Partial<ResponseFilter>) => void;
}

const ALL = '';

/**
 * A native choice: it opens outside of a narrow panel, and every screen reader knows it. Channels have no count: a
 * response that names none is offered in all.
 */
function ChoiceChip({ name, testId, chosen, values, wordOf, onChange }: ChoiceChipProps): React.JSX.Element {
  const { format } = usePanel();
  // The task's channel may be one that no response names; it stays to be seen and changed.
  const isListed = chosen === null || values.some(({ value }) => value === chosen);
  return (
    <Box
      {...chipStyle(chosen !== null)}
      display="inline-flex"
      maxWidth="180px"
      paddingX="space20"
      _focusWithin={{ boxShadow: 'shadowFocus' }}
    >
      <select
        style={PLAIN}
        aria-label={panelStrings.facet[name]}
        value={chosen ?? ALL}
        data-testid={testId}
        onChange={({ target }) => {
          onChange({ [name]: target.value === ALL ? null : target.value });
        }}
      >
        <option value={ALL}>{panelStrings.all[name]}</option>
        {isListed ? null : <option value={chosen}>{wordOf(chosen)}</option>}
        {values.map(({ value, count }) => (
          <option key={value} value={value}>
            {name === 'channel' ? wordOf(value) : panelStrings.option(wordOf(value), format.count(count))}
          </option>
        ))}
      </select>
    </Box>
  );
}

/** The chip around it has border, colour and focus ring. */
const PLAIN = {
  width: '100%',
  border: 'none',
  outline: 'none',
  background: 'transparent',
  color: 'inherit',
  font: 'inherit',
  cursor: 'inherit',
  textOverflow: 'ellipsis',
} as const;

const chipStyle = (isOn: boolean) =>
  ({
    height: '28px',
    paddingX: 'space30',
    borderStyle: 'solid',
    borderWidth: 'borderWidth10',
    borderRadius: 'borderRadiusPill',
    borderColor: isOn ? 'colorBorderPrimary' : 'colorBorder',
    backgroundColor: isOn ? 'colorBackgroundPrimaryWeakest' : 'colorBackgroundBody',
    color: isOn ? 'colorTextLinkStronger' : 'colorText',
    fontFamily: 'fontFamilyText',
    fontSize: 'fontSize20',
    fontWeight: isOn ? 'fontWeightSemibold' : 'fontWeightNormal',
    cursor: 'pointer',
    _hover: { borderColor: 'colorBorderPrimaryStrong' },
    _focusVisible: { outline: 'none', boxShadow: 'shadowFocus' },
  }) as const;
