import { createKnownNames, type ExplorerOptions } from './explorer-context';
import { createObjectList, type ObjectList } from './object-list';
import { createObjectValueQuestions, type ObjectValueQuestions } from './object-value';
import { createServiceList, type ServiceList } from './service-list';

/** All that the explorer answers. */
export interface Explorer extends ObjectValueQuestions {
  readonly services: ServiceList;
  readonly objects: ObjectList;
}

export function createExplorer(options: ExplorerOptions): Explorer {
  const names = createKnownNames(options.looking);
  return {
    services: createServiceList(options),
    objects: createObjectList(options, names),
    ...createObjectValueQuestions(options, names),
  };
}
