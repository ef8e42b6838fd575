import type { Library } from '@flex-sync-suite/shared/contract';
import { useSource } from '@flex-sync-suite/shared/hooks';
import { Box } from '@twilio-paste/core/box';
import { Text } from '@twilio-paste/core/text';
import React from 'react';
import { ALL_LIBRARIES } from '../model/list-filter';
import { useManager } from '../parts/manager-context';
import { KIND_WORDS, managerStrings } from '../parts/manager-strings';

/** What a library is called, whose it is, and how much is in it. */
export function LibraryEntry({ library }: { readonly library: Library }): React.JSX.Element {
  const { format, nameOf } = useManager();
  const kind = KIND_WORDS[library.kind];
  return (
    <>
      <Text as="span" display="block" fontWeight="fontWeightSemibold" overflow="hidden" textOverflow="ellipsis">
        <bdi dir="auto">{library.name}</bdi>
      </Text>
      <Text as="span" display="block" fontSize="fontSize20" color="colorTextWeak">
        {library.kind === 'personal' ? managerStrings.of(kind, nameOf(library.id)) : kind} ·{' '}
        {managerStrings.publishedCount(format.count(library.publishedCount))}
      </Text>
    </>
  );
}

interface LibraryButtonProps {
  /** Of a library, or `ALL_LIBRARIES`. */
  readonly id: string;
  readonly children: React.ReactNode;
}

/** Has the table show the responses of a library. */
export function LibraryButton({ id, children }: LibraryButtonProps): React.JSX.Element {
  const { list, editor, leave } = useManager();
  const isSelected = useSource(list).filter.library === id;
  return (
    <Box
      as="button"
      type="button"
      width="100%"
      padding="space30"
      border="none"
      borderRadius="borderRadius20"
      textAlign="start"
      cursor="pointer"
      color="colorText"
      backgroundColor={isSelected ? 'colorBackgroundPrimaryWeakest' : 'transparent'}
      _hover={{ backgroundColor: 'colorBackground' }}
      _focusVisible={{ outline: 'none', boxShadow: 'shadowFocusInset' }}
      aria-current={isSelected}
      data-testid="manager-library"
      data-library-id={id === ALL_LIBRARIES ? '' : id}
      onClick={() => {
        leave(() => {
          editor.close();
          list.setFilter({ library: id });
        });
      }}
    >
      {children}
    </Box>
  );
}
