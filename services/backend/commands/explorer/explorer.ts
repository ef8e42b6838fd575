import { createKnownNames, type ExplorerOptions } from './explorer-context';
import { createFindingsQuestion, type FindingsQuestion } from './findings';
import { createMend, type Mend } from './mend';
import { createObjectCommands, type ObjectCommands } from './object-edit';
import { createStandingQuestion, type StandingQuestion } from './object-standing';
import { createObjectList, type ObjectList } from './object-list';
import { createObjectValueQuestions, type ObjectValueQuestions } from './object-value';
import { createServiceList, type ServiceList } from './service-list';

/** All that the explorer answers. */
export interface Explorer extends ObjectValueQuestions, ObjectCommands {
  readonly standing: StandingQuestion;
  readonly findings: FindingsQuestion;
  readonly mend: Mend;
  readonly services: ServiceList;
  readonly objects: ObjectList;
}

export function createExplorer(options: ExplorerOptions): Explorer {
  const names = createKnownNames(options.looking);
  return {
    services: createServiceList(options),
    objects: createObjectList(options, names),
    findings: createFindingsQuestion(options),
    mend: createMend(options),
    standing: createStandingQuestion(options, names),
    ...createObjectValueQuestions(options, names),
    ...createObjectCommands(options, names),
  };
}
