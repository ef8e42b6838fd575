import { Box } from '@twilio-paste/core/box';
import { useUID } from '@twilio-paste/core/uid-library';
import { ChevronDownIcon } from '@twilio-paste/icons/cjs/ChevronDownIcon';
import { ChevronUpIcon } from '@twilio-paste/icons/cjs/ChevronUpIcon';
import React, { useRef, useState, type ReactNode, type RefObject } from 'react';
import { useValue, type ValueStore } from '../hooks';

/** What the content of an open panel is told. */
export interface PanelFrame {
  /** The whole panel, its title bar too: for keys that work anywhere in it. */
  readonly panel: RefObject<HTMLElement>;
  /** Says what the content shows, such as the kind of its `LiveViewState`. Always the same function. */
  readonly onState: (kind: string) => void;
}

export interface CollapsiblePanelProps {
  /** Heading of the panel and name of its region. */
  readonly title: string;
  /** From `createExpansion`; other places of Flex may follow it, too. */
  readonly expansion: ValueStore<boolean>;
  /** CSS height that the open panel claims of the column that it shares with others, such as `70%`. */
  readonly openMinHeight: string;
  /** `data-testid` of the panel is `<testId>-panel`, of its button `<testId>-toggle`. */
  readonly testId: string;
  /** More attributes for browser tests. Default: none. */
  readonly attributes?: Readonly<Record<`data-${string}`, string>>;
  /** Rendered while the panel is open, and only then. */
  readonly children: (frame: PanelFrame) => ReactNode;
}

/**
 * A bar in a column of Flex that opens into a panel. Its `data-state` is `collapsed`, or what the content said last;
 * `loading` before it has said anything.
 */
export function CollapsiblePanel(props: CollapsiblePanelProps): React.JSX.Element {
  const { title, expansion, openMinHeight, testId, attributes, children } = props;
  const isExpanded = useValue(expansion);
  const contentId = useUID();
  const panel = useRef<HTMLElement>(null);
  const [kind, setKind] = useState('loading');
  return (
    <Box
      ref={panel}
      as="section"
      aria-label={title}
      display="flex"
      flexDirection="column"
      flexGrow={isExpanded ? 1 : 0}
      flexShrink={isExpanded ? 1 : 0}
      flexBasis={isExpanded ? '0' : 'auto'}
      width="100%"
      minHeight={isExpanded ? openMinHeight : undefined}
      overflow="hidden"
      color="colorText"
      backgroundColor="colorBackgroundBody"
      borderBottomStyle="solid"
      borderBottomWidth="borderWidth10"
      borderBottomColor="colorBorderWeak"
      data-testid={`${testId}-panel`}
      data-state={isExpanded ? kind : 'collapsed'}
      {...attributes}
    >
      <Box as="h2" margin="space0" flexShrink={0}>
        <Box
          as="button"
          type="button"
          display="flex"
          alignItems="center"
          justifyContent="space-between"
          width="100%"
          minHeight="40px"
          paddingX="space40"
          borderStyle="none"
          cursor="pointer"
          color="colorText"
          backgroundColor="colorBackground"
          fontFamily="fontFamilyText"
          fontSize="fontSize30"
          fontWeight="fontWeightSemibold"
          _focusVisible={{ outline: 'none', boxShadow: 'shadowFocusInset' }}
          aria-expanded={isExpanded}
          aria-controls={isExpanded ? contentId : undefined}
          data-testid={`${testId}-toggle`}
          onClick={() => {
            expansion.set(!isExpanded);
          }}
        >
          {title}
          {isExpanded ? <ChevronUpIcon decorative /> : <ChevronDownIcon decorative />}
        </Box>
      </Box>
      {isExpanded ? (
        <Box id={contentId} display="flex" flexDirection="column" flexGrow={1} minHeight="0">
          {children({ panel, onState: setKind })}
        </Box>
      ) : null}
    </Box>
  );
}
