import { useSource } from '@flex-sync-suite/shared/hooks';
import type { Desk } from '../insert/agent-services';
import type { ComposerInputs } from '../model/composer-state';

/** The selected task; a new object only when something changed. */
export const useTask = (desk: Desk): ComposerInputs => useSource(desk.task);
