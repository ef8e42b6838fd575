import { useSource } from '@flex-sync-suite/shared/hooks';
import type { AgentServices } from '../insert/agent-services';
import type { ComposerInputs } from '../model/composer-state';

/** The selected task; a new object only when something changed. */
export const useTask = (services: AgentServices): ComposerInputs => useSource(services.task);
