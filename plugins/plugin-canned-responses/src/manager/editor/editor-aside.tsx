import { MAX_RESPONSE_BYTES, type ResponseVariant } from '@flex-sync-suite/shared/contract';
import { useSource } from '@flex-sync-suite/shared/hooks';
import { Box } from '@twilio-paste/core/box';
import { Heading } from '@twilio-paste/core/heading';
import { Text } from '@twilio-paste/core/text';
import React, { useMemo, type ReactNode } from 'react';
import { resolveTemplate, type ResolvedPart } from '../../model/resolve-template';
import { smsSegments } from '../../model/sms-segments';
import type { EditorState } from '../model/editor-state';
import { libraryWithId } from '../data/library-list';
import { useManager } from '../parts/manager-context';
import { managerStrings, segmentsSentence, whoSees } from '../parts/manager-strings';
import { contentOf, documentBytes } from '../model/draft';
import { SAMPLE, sampleContext } from '../model/sample-task';
import { Duplicates } from './duplicates';

const words = managerStrings.editor;

interface EditorAsideProps {
  readonly state: EditorState;
  readonly shown: ResponseVariant;
}

/** What becomes of the text: how a customer would get it, what it costs, who sees it, what is like it. */
export function EditorAside({ state, shown }: EditorAsideProps): React.JSX.Element {
  const { locale, format, libraries, nameOf } = useManager();
  const { base, draft, libraryId } = state;
  // The clock of a preview may stand: it is an example.
  const context = useMemo(() => sampleContext(new Date(), locale), [locale]);
  const resolved = resolveTemplate(shown.body, context);
  const library = libraryWithId(useSource(libraries).answer, libraryId);
  const status = base?.status ?? 'draft';
  return (
    <Box display="flex" flexDirection="column" rowGap="space50">
      <Part title={words.preview}>
        <Text as="p" color="colorTextWeak" fontSize="fontSize20">
          {words.previewNote(SAMPLE.taskAttributes.name)}
        </Text>
        <Box
          padding="space40"
          marginTop="space30"
          borderRadius="borderRadius30"
          backgroundColor="colorBackground"
          lang={shown.language}
          style={PREVIEW_STYLE}
        >
          <div dir="auto" data-testid="editor-preview">
            {resolved.parts.map((part, index) => (
              <PreviewPart key={index} part={part} />
            ))}
          </div>
        </Box>
      </Part>
      <Part title={words.segments}>
        <Text as="p" data-testid="editor-segments">
          <bdi dir="auto">{segmentsSentence(smsSegments(resolved.text), format)}</bdi>
        </Text>
        <Text as="p" color="colorTextWeak" fontSize="fontSize20" data-testid="editor-bytes">
          {words.bytes(format.count(documentBytes(contentOf(draft))), format.count(MAX_RESPONSE_BYTES))}
        </Text>
      </Part>
      <Part title={words.who}>
        <Text as="p" data-testid="editor-who">
          {whoSees({ status, channels: draft.channels }, library, format)}
        </Text>
      </Part>
      <Duplicates body={shown.body} libraryId={libraryId} except={base?.id ?? null} />
      {base === null ? null : (
        <Text as="p" color="colorTextWeak" fontSize="fontSize20" data-testid="editor-history">
          {words.madeBy(nameOf(base.owner), format.date(base.createdAt))}{' '}
          {words.changedBy(nameOf(base.updatedBy), format.dateTime(base.updatedAt))}{' '}
          {words.usage(format.count(base.uses30Days), format.count(base.edited30Days))}
        </Text>
      )}
    </Box>
  );
}

function Part({ title, children }: { readonly title: string; readonly children: ReactNode }): React.JSX.Element {
  return (
    <section>
      <Heading as="h3" variant="heading50" marginBottom="space0">
        {title}
      </Heading>
      {children}
    </section>
  );
}

/** Filled placeholders are marked; one that the agent has to fill stands out. */
function PreviewPart({ part }: { readonly part: ResolvedPart }): React.JSX.Element {
  if (part.kind === 'text') return <>{part.text}</>;
  const isOpen = part.kind === 'unresolved';
  return (
    <Box
      as="span"
      data-part={part.kind}
      title={part.placeholder.source}
      backgroundColor={isOpen ? 'colorBackgroundWarningWeakest' : 'colorBackgroundPrimaryWeakest'}
      color={isOpen ? 'colorTextWarningStrong' : 'colorText'}
      borderRadius="borderRadius10"
    >
      {part.text}
    </Box>
  );
}

const PREVIEW_STYLE = { whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' } as const;
