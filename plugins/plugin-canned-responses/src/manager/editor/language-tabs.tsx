import { Box } from '@twilio-paste/core/box';
import { Button } from '@twilio-paste/core/button';
import { HelpText } from '@twilio-paste/core/help-text';
import { Input } from '@twilio-paste/core/input';
import { useUID } from '@twilio-paste/core/uid-library';
import React, { useState } from 'react';
import { useManager } from '../parts/manager-context';
import { managerStrings } from '../parts/manager-strings';
import { languageTag } from '../model/draft';

const words = managerStrings.editor;

interface LanguageTabsProps {
  readonly languages: readonly string[];
  readonly selected: string;
  readonly onSelect: (language: string) => void;
  readonly onAdd: (language: string) => void;
  /** Removes the texts of the selected language. */
  readonly onRemove: () => void;
}

/** The languages that there is a text in; the first is the response's own. */
export function LanguageTabs(props: LanguageTabsProps): React.JSX.Element {
  const { languages, selected, onRemove } = props;
  const { format } = useManager();
  const adding = useAddedLanguage(props);
  const wrongId = useUID();
  return (
    <Box display="flex" flexWrap="wrap" alignItems="center" columnGap="space30" rowGap="space20">
      <LanguageButtons {...props} />
      <LanguageField {...adding} wrongId={wrongId} />
      <Button variant="secondary" size="small" data-testid="editor-add-language" onClick={adding.add}>
        {words.addLanguage}
      </Button>
      {languages.length < 2 ? null : (
        <Button variant="link" size="small" data-testid="editor-remove-language" onClick={onRemove}>
          {words.removeLanguage(format.languageName(selected))}
        </Button>
      )}
      {adding.isWrong ? (
        <HelpText id={wrongId} variant="error">
          {words.badLanguage}
        </HelpText>
      ) : null}
    </Box>
  );
}

function LanguageButtons({ languages, selected, onSelect }: LanguageTabsProps): React.JSX.Element {
  const { format } = useManager();
  return (
    <Box role="group" aria-label={words.languages} display="flex" flexWrap="wrap" columnGap="space20" rowGap="space20">
      {languages.map((language) => (
        <Button
          key={language}
          variant={language === selected ? 'primary' : 'secondary'}
          size="small"
          aria-pressed={language === selected}
          data-testid={`editor-language-${language}`}
          onClick={() => {
            onSelect(language);
          }}
        >
          {format.languageName(language)}
        </Button>
      ))}
    </Box>
  );
}

interface AddedLanguage {
  readonly typed: string;
  readonly type: (text: string) => void;
  /** Whether what was to be added is no tag of a language. */
  readonly isWrong: boolean;
  readonly add: () => void;
}

/** The tag of a language that is typed; one that is there already is selected in place of added. */
function useAddedLanguage({ languages, onSelect, onAdd }: LanguageTabsProps): AddedLanguage {
  const [typed, setTyped] = useState('');
  const [isWrong, setIsWrong] = useState(false);
  return {
    typed,
    isWrong,
    type(text) {
      setTyped(text);
      setIsWrong(false);
    },
    add() {
      const tag = languageTag(typed);
      setIsWrong(tag === null);
      if (tag === null) return;
      setTyped('');
      const known = languages.find((language) => language.toLowerCase() === tag.toLowerCase());
      if (known === undefined) onAdd(tag);
      else onSelect(known);
    },
  };
}

interface LanguageFieldProps extends AddedLanguage {
  /** Of the text that says what is wrong. */
  readonly wrongId: string;
}

function LanguageField({ typed, type, isWrong, add, wrongId }: LanguageFieldProps): React.JSX.Element {
  const id = useUID();
  return (
    <Box width="110px">
      <Input
        id={id}
        type="text"
        aria-label={words.languageTag}
        placeholder="de, pt-BR"
        value={typed}
        hasError={isWrong}
        {...(isWrong ? { 'aria-describedby': wrongId } : {})}
        data-testid="editor-language-tag"
        onChange={({ target }) => {
          type(target.value);
        }}
        onKeyDown={(event) => {
          if (event.key !== 'Enter') return;
          event.preventDefault();
          add();
        }}
      />
    </Box>
  );
}
