import { Box } from '@twilio-paste/core/box';
import { ChevronDownIcon } from '@twilio-paste/icons/cjs/ChevronDownIcon';
import { ChevronUpIcon } from '@twilio-paste/icons/cjs/ChevronUpIcon';
import React from 'react';
import type { PanelTab } from './panel-tab';
import type { PanelViewStore } from './panel-view';

interface PanelBarProps {
  readonly tab: PanelTab;
  readonly isShown: boolean;
  readonly contentId: string;
  readonly view: PanelViewStore;
}

/** The bar of a panel with one tab: its title opens and closes it. */
export function PanelBar({ tab, isShown, contentId, view }: PanelBarProps): React.JSX.Element {
  return (
    <Box as="h2" margin="space0" flexShrink={0}>
      <Box
        as="button"
        type="button"
        {...BAR_STYLE}
        justifyContent="space-between"
        width="100%"
        paddingX="space40"
        aria-expanded={isShown}
        aria-controls={isShown ? contentId : undefined}
        data-testid={`${tab.testId}-toggle`}
        onClick={() => {
          if (isShown) view.close();
          else view.choose(tab);
        }}
      >
        {tab.title}
        {isShown ? <ChevronUpIcon decorative /> : <ChevronDownIcon decorative />}
      </Box>
    </Box>
  );
}

/** Of every button in a bar. */
export const BAR_STYLE = {
  display: 'flex',
  alignItems: 'center',
  minHeight: '40px',
  borderStyle: 'none',
  cursor: 'pointer',
  color: 'colorText',
  backgroundColor: 'colorBackground',
  fontFamily: 'fontFamilyText',
  fontSize: 'fontSize30',
  fontWeight: 'fontWeightSemibold',
  _focusVisible: { outline: 'none', boxShadow: 'shadowFocusInset' },
} as const;
