import { type FlexSettings, settingProblemWords } from '../../contract';
import { claim } from '../page-claims';

/** Tells the console, once a page, which settings are wrong: also whoever has no page that says so. */
export function tellProblems({ problems }: FlexSettings): void {
  if (problems.length === 0 || !claim('FlexSyncSuiteSettingProblems')) return;
  for (const problem of problems) console.warn(`Flex Sync Suite: ${settingProblemWords(problem)}`);
}
