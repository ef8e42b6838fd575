import { Box } from '@twilio-paste/core/box';
import { Button } from '@twilio-paste/core/button';
import { Heading } from '@twilio-paste/core/heading';
import { Text } from '@twilio-paste/core/text';
import React from 'react';
import { type FlexSettings, settingProblemWords, type SettingsPlugin } from '../../contract';
import { useShortWindow, ViewBanner, ViewPage } from '../../views';
import { isEmpty, settingSections } from './setting-rows';
import { SettingsList } from './settings-list';
import { EDITORS, problemsTitle, settingsWords } from './settings-words';

export interface SettingsPageProps {
  readonly settings: FlexSettings;
  /** The address that the bundle was built with; null for none. */
  readonly builtIn: string | null;
  /** Whether this page has loaded the plugin. */
  readonly isOnPage: (plugin: SettingsPlugin) => boolean;
  readonly goTo: (view: string) => void;
}

/** What is set of the suite in the Flex configuration, why it is so, and where everything else is set. */
export function SettingsPage({ settings, builtIn, isOnPage, goTo }: SettingsPageProps): React.JSX.Element {
  const isShort = useShortWindow();
  const { problems } = settings;
  const isNothingSet = isEmpty(settings);
  const state = problems.length > 0 ? 'wrong' : isNothingSet ? 'empty' : 'ready';
  return (
    <ViewPage testId="suite-settings" state={state}>
      <Heading as="h1" variant={isShort ? 'heading40' : 'heading20'}>
        {settingsWords.title}
      </Heading>
      {/* It scrolls, so that it has to be reached by keyboard. */}
      <Box
        flexGrow={1}
        minHeight="0"
        overflow={isShort ? 'visible' : 'auto'}
        tabIndex={0}
        role="group"
        aria-label={settingsWords.title}
      >
        <Text as="p">
          {isNothingSet ? `${settingsWords.empty} ` : ''}
          {settingsWords.intro}
        </Text>
        <Problems problems={problems.map(settingProblemWords)} />
        {settingSections(settings, builtIn, isOnPage).map((section) => (
          <SettingsList key={section.title} section={section} />
        ))}
        <HowToChange />
        <Elsewhere settings={settings} isOnPage={isOnPage} goTo={goTo} />
      </Box>
    </ViewPage>
  );
}

function Problems({ problems }: { readonly problems: readonly string[] }): React.JSX.Element {
  return (
    <ViewBanner
      words={problems.length === 0 ? null : { title: problemsTitle(problems.length), text: '' }}
      size="page"
      testId="suite-settings-problems"
      action={
        <Box as="ul" margin="space0" paddingLeft="space50">
          {problems.map((problem) => (
            <Text as="li" key={problem} overflowWrap="anywhere">
              {problem}
            </Text>
          ))}
        </Box>
      }
    />
  );
}

function HowToChange(): React.JSX.Element {
  const [first, ...others] = settingsWords.changeSteps;
  return (
    <Box marginTop="space70">
      <Heading as="h2" variant="heading40">
        {settingsWords.change}
      </Heading>
      <Text as="p">{first}</Text>
      <Text as="code" display="block" marginY="space30" fontFamily="fontFamilyCode" overflowWrap="anywhere">
        {settingsWords.command}
      </Text>
      <Text as="p">{settingsWords.commandNote}</Text>
      {others.map((step) => (
        <Text as="p" key={step} marginTop="space20">
          {step}
        </Text>
      ))}
    </Box>
  );
}

function Elsewhere({ settings, isOnPage, goTo }: Omit<SettingsPageProps, 'builtIn'>): React.JSX.Element {
  const isThere = (needs: (typeof EDITORS)[number]['needs']): boolean => {
    const plugin = needs.split('.')[0] as SettingsPlugin;
    return isOnPage(plugin) && settings.switches[`${plugin}.enabled`].value && settings.switches[needs].value;
  };
  return (
    <Box marginTop="space70">
      <Heading as="h2" variant="heading40">
        {settingsWords.elsewhere}
      </Heading>
      <Text as="p">{settingsWords.elsewhereNote}</Text>
      <Box as="ul" margin="space0" marginTop="space20" paddingLeft="space50">
        {EDITORS.map(({ text, needs, view, where }) => (
          <Text as="li" key={view} lineHeight="lineHeight40">
            {text}:{' '}
            {isThere(needs) ? (
              <Button
                variant="link"
                onClick={() => {
                  goTo(view);
                }}
              >
                {where}
              </Button>
            ) : (
              `${where}, which this page does not have`
            )}
          </Text>
        ))}
      </Box>
    </Box>
  );
}
