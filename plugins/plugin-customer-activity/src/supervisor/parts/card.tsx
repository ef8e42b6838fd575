import { Box } from '@twilio-paste/core/box';
import { Heading } from '@twilio-paste/core/heading';
import { ScreenReaderOnly } from '@twilio-paste/core/screen-reader-only';
import { DownloadIcon } from '@twilio-paste/icons/cjs/DownloadIcon';
import React, { useState, type ReactNode } from 'react';
import { ActionButton, saveFile } from '@flex-sync-suite/shared/views';
import { failureOf } from '@flex-sync-suite/shared/flex';
import { words } from './supervisor-strings';

/** A file with what a card answers. */
export interface CardFile {
  readonly name: string;
  readonly content: () => Promise<Blob>;
}

interface CardProps {
  readonly title: string;
  readonly testId: string;
  /** `data-state` for browser tests: what the card shows. */
  readonly state: 'loading' | 'failed' | 'empty' | 'ready';
  /** Offered while there is something to save. */
  readonly file: CardFile | null;
  readonly children: ReactNode;
}

/** One question with its answer. */
export function Card({ title, testId, state, file, children }: CardProps): React.JSX.Element {
  return (
    <Box
      as="section"
      aria-label={title}
      minWidth="0"
      padding="space50"
      borderStyle="solid"
      borderWidth="borderWidth10"
      borderColor="colorBorderWeaker"
      borderRadius="borderRadius20"
      backgroundColor="colorBackgroundBody"
      data-testid={testId}
      data-state={state}
    >
      <Box display="flex" alignItems="center" justifyContent="space-between" columnGap="space30" marginBottom="space30">
        <Heading as="h2" variant="heading40" marginBottom="space0">
          {title}
        </Heading>
        {file === null || state !== 'ready' ? null : <FileButton title={title} file={file} />}
      </Box>
      {children}
    </Box>
  );
}

function FileButton({ title, file }: { readonly title: string; readonly file: CardFile }): React.JSX.Element {
  const [failure, setFailure] = useState<string | null>(null);
  const [isBusy, setIsBusy] = useState(false);

  async function save(): Promise<void> {
    setFailure(null);
    setIsBusy(true);
    try {
      saveFile(await file.content(), file.name);
    } catch (error) {
      setFailure(words.list.csvFailed(failureOf(error).message));
    } finally {
      setIsBusy(false);
    }
  }

  return (
    <Box display="flex" alignItems="center" columnGap="space30" minWidth="0">
      <Box role="alert" fontSize="fontSize20" color="colorTextError">
        {failure}
      </Box>
      <ActionButton
        variant="secondary"
        size="small"
        isBusy={isBusy}
        data-testid="activity-csv"
        onClick={() => void save()}
      >
        <DownloadIcon decorative />
        <span aria-hidden="true">{words.list.csv}</span>
        <ScreenReaderOnly>{words.list.csvOf(title)}</ScreenReaderOnly>
      </ActionButton>
    </Box>
  );
}

/** What a card says in place of its answer. */
export const CardNote = ({ children }: { readonly children: ReactNode }): React.JSX.Element => (
  <Box color="colorTextWeak" fontSize="fontSize30" paddingY="space40">
    {children}
  </Box>
);
