import { Box } from '@twilio-paste/core/box';
import React from 'react';
import type { ResolvedPart } from '../model/resolve-template';
import { previewStrings } from './preview-strings';

interface PreviewTextProps {
  readonly parts: readonly ResolvedPart[];
  /** BCP 47 of the text, for a screen reader's voice. */
  readonly language: string;
  /** Somebody wants to fill the placeholder of this name. */
  readonly onFill: (name: string) => void;
}

/** The text as the customer would get it. Always text; what is still to be filled stands out and leads to its field. */
export function PreviewText({ parts, language, onFill }: PreviewTextProps): React.JSX.Element {
  return (
    <Box
      padding="space30"
      marginY="space20"
      borderRadius="borderRadius20"
      backgroundColor="colorBackground"
      fontSize="fontSize30"
      lineHeight="lineHeight30"
      data-testid="canned-preview-text"
    >
      <div dir="auto" lang={language} style={AS_WRITTEN}>
        {parts.map((part, index) => {
          if (part.kind === 'text') return <span key={index}>{part.text}</span>;
          if (part.kind === 'value') return <bdi key={index}>{part.text}</bdi>;
          const { name, label } = part.placeholder;
          return (
            <Box
              key={index}
              as="button"
              type="button"
              paddingX="space20"
              borderStyle="solid"
              borderWidth="borderWidth10"
              borderColor="colorBorderWarning"
              borderRadius="borderRadiusPill"
              backgroundColor="colorBackgroundWarningWeakest"
              color="colorTextWarningStrong"
              fontFamily="inherit"
              fontSize="fontSize20"
              cursor="pointer"
              _focusVisible={{ outline: 'none', boxShadow: 'shadowFocus' }}
              aria-label={previewStrings.fill(label)}
              onClick={() => {
                onFill(name);
              }}
            >
              <bdi dir="auto">{label}</bdi>
            </Box>
          );
        })}
      </div>
    </Box>
  );
}

const AS_WRITTEN = { whiteSpace: 'pre-wrap', overflowWrap: 'anywhere', unicodeBidi: 'plaintext' } as const;
