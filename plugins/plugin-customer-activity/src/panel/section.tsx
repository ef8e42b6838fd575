import { Box } from '@twilio-paste/core/box';
import { Heading } from '@twilio-paste/core/heading';
import React, { type ReactNode } from 'react';

interface SectionProps {
  readonly title: string;
  readonly testId: string;
  /** `data-state`, for what has one. */
  readonly state?: string;
  readonly children: ReactNode;
}

/** A part of what is told of a customer, with its heading. */
export function Section({ title, testId, state, children }: SectionProps): React.JSX.Element {
  return (
    <Box marginTop="space50" fontSize="fontSize20" data-testid={testId} data-state={state}>
      <Heading as="h3" variant="heading50" marginBottom="space0">
        {title}
      </Heading>
      {children}
    </Box>
  );
}

/** A list without marks; each entry is a line of its own, which wraps. */
export const Lines = (props: { readonly as?: 'ul' | 'ol'; readonly children: ReactNode }): React.JSX.Element => (
  <Box as={props.as ?? 'ul'} margin="space0" padding="space0">
    {props.children}
  </Box>
);

interface LineProps {
  readonly testId: string;
  /** At the end of the line. Default: nothing. */
  readonly aside?: ReactNode;
  readonly children: ReactNode;
}

/** One entry of {@link Lines}. */
export const Line = ({ testId, aside = null, children }: LineProps): React.JSX.Element => (
  <Box as="li" listStyleType="none" display="flex" columnGap="space40" paddingY="space10" data-testid={testId}>
    <Box flexGrow={1} minWidth="0">
      {children}
    </Box>
    {aside === null ? null : (
      <Box flexShrink={0} color="colorTextWeak" textAlign="end">
        {aside}
      </Box>
    )}
  </Box>
);
