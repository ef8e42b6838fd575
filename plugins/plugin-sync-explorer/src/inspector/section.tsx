import { Box } from '@twilio-paste/core/box';
import { Heading } from '@twilio-paste/core/heading';
import { useUID } from '@twilio-paste/core/uid-library';
import React, { type ReactNode } from 'react';

interface SectionProps {
  readonly title: string;
  readonly testId: string;
  readonly children: ReactNode;
}

/** A part of the details, with a heading. */
export function Section({ title, testId, children }: SectionProps): React.JSX.Element {
  const id = useUID();
  return (
    <Box as="section" aria-labelledby={id} marginBottom="space50" minWidth="0" data-testid={testId} style={BREAKING}>
      <Heading as="h3" variant="heading50" id={id} marginBottom="space0">
        {title}
      </Heading>
      {children}
    </Box>
  );
}

const BREAKING = { overflowWrap: 'anywhere' } as const;

/** A list of {@link Fact}s. */
export const Facts = ({ children }: { readonly children: ReactNode }): React.JSX.Element => (
  <Box as="dl" margin="space0" marginBottom="space50" fontSize="fontSize30" style={FACTS}>
    {children}
  </Box>
);

const FACTS = {
  display: 'grid',
  gridTemplateColumns: 'max-content minmax(0, 1fr)',
  columnGap: 12,
  rowGap: 4,
  overflowWrap: 'anywhere',
} as const;

/** A figure or a text with its name. */
export const Fact = ({
  name,
  children,
}: {
  readonly name: string;
  readonly children: ReactNode;
}): React.JSX.Element => (
  <>
    <Box as="dt" color="colorTextWeak">
      {name}
    </Box>
    <Box as="dd" margin="space0">
      {children}
    </Box>
  </>
);
