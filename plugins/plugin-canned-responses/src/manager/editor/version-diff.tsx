import type { ResponseContent } from '@flex-sync-suite/shared/contract';
import { Box } from '@twilio-paste/core/box';
import { Heading } from '@twilio-paste/core/heading';
import { ScreenReaderOnly } from '@twilio-paste/core/screen-reader-only';
import { Text } from '@twilio-paste/core/text';
import React from 'react';
import { channelWord } from '../../parts/strings';
import { useManager } from '../parts/manager-context';
import type { ManagerFormatters } from '../parts/manager-formatters';
import { FIELD_WORDS, managerStrings } from '../parts/manager-strings';
import { draftOf } from '../model/draft';
import { differences } from '../model/merge-drafts';
import { diffText, type DiffPart } from '../model/text-diff';

const words = managerStrings.versions;

interface VersionDiffProps {
  readonly version: ResponseContent;
  readonly current: ResponseContent;
}

/** What changed from `version` to `current`, word by word. */
export function VersionDiff({ version, current }: VersionDiffProps): React.JSX.Element {
  const { format } = useManager();
  const old = draftOf(version);
  const found = differences(old, old, draftOf(current));
  if (found.length === 0) return <Text as="p">{words.same}</Text>;
  return (
    <>
      <Text as="p" color="colorTextWeak" marginBottom="space40">
        {words.compared}
      </Text>
      {found.map(({ key, field, variant, mine, theirs }) => (
        <Box key={key} as="section" marginBottom="space40" data-testid="version-difference">
          <Heading as="h3" variant="heading50" marginBottom="space0">
            {FIELD_WORDS[field]}
            {variant === null ? '' : ` · ${placeOf(variant, format)}`}
          </Heading>
          <div dir="auto" style={DIFF_STYLE}>
            {diffText(mine ?? '', theirs ?? '').map((part, index) => (
              <Part key={index} part={part} />
            ))}
          </div>
        </Box>
      ))}
    </>
  );
}

const placeOf = (
  { language, channel }: { readonly language: string; readonly channel: string | null },
  format: ManagerFormatters,
): string => `${format.languageName(language)}${channel === null ? '' : `, ${channelWord(channel)}`}`;

/** Marked by a line as well as by colour, and told to a screen reader. */
function Part({ part: { kind, text } }: { readonly part: DiffPart }): React.JSX.Element {
  if (kind === 'same') return <>{text}</>;
  const isAdded = kind === 'added';
  return (
    <Box
      as={isAdded ? 'ins' : 'del'}
      color={isAdded ? 'colorTextSuccess' : 'colorTextError'}
      backgroundColor={isAdded ? 'colorBackgroundSuccessWeakest' : 'colorBackgroundErrorWeakest'}
    >
      <ScreenReaderOnly>{isAdded ? words.added : words.removed}: </ScreenReaderOnly>
      {text}
    </Box>
  );
}

const DIFF_STYLE = { whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' } as const;
