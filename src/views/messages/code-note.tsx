import { Text } from '@twilio-paste/core/text';
import React from 'react';

/** Small below a message: what an operator looks the error up by. Nothing without a code. */
export const CodeNote = ({ code }: { readonly code: string | null | undefined }): React.JSX.Element | null =>
  code == null ? null : (
    <Text as="p" fontSize="fontSize20" color="colorTextWeak">
      Code: <bdi dir="ltr">{code}</bdi>
    </Text>
  );
