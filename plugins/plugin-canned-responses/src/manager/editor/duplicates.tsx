import { libraryOf, type LibraryId, type ResponseId, type SimilarAnswer } from '@flex-sync-suite/shared/contract';
import { Box } from '@twilio-paste/core/box';
import { Button } from '@twilio-paste/core/button';
import { Heading } from '@twilio-paste/core/heading';
import { Text } from '@twilio-paste/core/text';
import React, { useEffect, useState } from 'react';
import { failureOf } from '@flex-sync-suite/shared/flex';
import { useManager } from '../parts/manager-context';
import { managerStrings } from '../parts/manager-strings';

const words = managerStrings.editor;
/** The writer pauses: the backend looks through whole libraries. */
const REST_MS = 800;
/** Shorter texts are like too many others. */
const MIN_LENGTH = 12;

type Similar = SimilarAnswer['similar'];

interface DuplicatesProps {
  readonly body: string;
  readonly libraryId: LibraryId;
  /** The response itself. */
  readonly except: ResponseId | null;
}

/** Responses that say nearly the same, with a way to open those that the writer may edit. */
export function Duplicates({ body, libraryId, except }: DuplicatesProps): React.JSX.Element {
  const { editable, format } = useManager();
  const similar = useSimilar(body, libraryId, except);
  return (
    <div role="status" data-testid="editor-duplicates">
      {similar.length === 0 ? null : (
        <>
          <Heading as="h3" variant="heading50" marginBottom="space0">
            {words.duplicates}
          </Heading>
          <Box as="ul" margin="space0" paddingLeft="space60">
            {similar.map(({ id, title, score }) => (
              <li key={id}>
                {editable.some((library) => library.id === libraryOf(id)) ? (
                  <OpenButton id={id} title={title} />
                ) : (
                  <bdi dir="auto">{title}</bdi>
                )}{' '}
                <Text as="span" color="colorTextWeak">
                  {words.duplicateScore(format.percent(score))}
                </Text>
              </li>
            ))}
          </Box>
        </>
      )}
    </div>
  );
}

function OpenButton({ id, title }: { readonly id: ResponseId; readonly title: string }): React.JSX.Element {
  const { api, editor, leave } = useManager();
  const [failure, setFailure] = useState('');

  async function open(): Promise<void> {
    setFailure('');
    try {
      const response = await api.response(id);
      leave(() => {
        editor.open(response);
      });
    } catch (error) {
      setFailure(failureOf(error).message);
    }
  }

  return (
    <>
      <Button variant="link" size="reset" data-testid="editor-duplicate" onClick={() => void open()}>
        <bdi dir="auto">{title}</bdi>
      </Button>{' '}
      {failure}
    </>
  );
}

/** A warning that cannot be had is no reason to disturb the writer: then there is none. */
function useSimilar(body: string, libraryId: LibraryId, except: ResponseId | null): Similar {
  const { api } = useManager();
  const [found, setFound] = useState<{ readonly body: string; readonly similar: Similar }>({ body: '', similar: [] });

  useEffect(() => {
    if (body.trim().length < MIN_LENGTH) return;
    const given = new AbortController();
    const timer = setTimeout(() => {
      const request = { body, libraryId, ...(except === null ? {} : { except }) };
      api.similar(request, given.signal).then(
        ({ similar }) => {
          if (!given.signal.aborted) setFound({ body, similar });
        },
        () => undefined,
      );
    }, REST_MS);
    return () => {
      clearTimeout(timer);
      given.abort();
    };
  }, [api, body, libraryId, except]);

  return body.trim().length < MIN_LENGTH ? [] : found.similar;
}
