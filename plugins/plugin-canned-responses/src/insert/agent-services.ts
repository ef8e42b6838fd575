import type { CannedResponseItem } from '@flex-sync-suite/shared/contract';
import type { Opened } from '@flex-sync-suite/shared/flex';
import type { SyncStore } from '@flex-sync-suite/shared/hooks';
import type { ValueSource } from '@flex-sync-suite/shared/observable';
import type { ComposerPort } from './composer-port';
import type { SendGuard } from './send-guard';
import type { OwnUseStore } from '../data/own-use';
import type { TaskPort } from '../data/task-port';
import type { FiredRules } from '../data/fired-rules';
import type { LibraryStore } from '../data/library-store';
import type { UsageTracker } from './usage-tracker';

/** Something that a person should hear; `number` tells two equal sentences apart. */
export interface Announcement {
  readonly text: string;
  /** Errors are shown as well. */
  readonly isError: boolean;
  readonly number: number;
}

/** A response on its way into the conversation, by pointer or by keyboard. */
export interface DraggedResponse {
  readonly item: CannedResponseItem;
  readonly by: 'pointer' | 'keyboard';
}

/** What placeholders know of the agent. */
export interface WorkerFacts {
  readonly attributes: unknown;
  readonly name: string | null;
}

/** What every part of the plugin shares, wherever Flex shows it. Lives as long as the page. */
export interface AgentServices {
  readonly composer: ComposerPort;
  readonly guard: SendGuard;
  readonly task: TaskPort;
  readonly worker: () => WorkerFacts;
  /** BCP 47 of the agent's Flex; undefined for the browser's language. */
  readonly locale: string | undefined;
  /** IANA name; undefined for the browser's own. */
  readonly timeZone: string | undefined;
  readonly announcement: ValueSource<Announcement | null>;
  readonly dragged: ValueSource<DraggedResponse | null>;
  /** The same answer each time, once there are some. */
  readonly responses: () => Opened<ResponseAccess>;
}

/** Where responses come from, once Flex is signed in and the backend's address is known. */
export interface ResponseAccess {
  readonly store: SyncStore;
  readonly ownUse: OwnUseStore;
  /** What the Flex configuration switches on. */
  readonly settings: { readonly isInsertAndSendOn: boolean };
  readonly tracker: UsageTracker;
  readonly library: LibraryStore;
  /** What another plugin knows of the customer may put responses first. */
  readonly fired: FiredRules;
}

/** Says something to the person. */
export function announce(services: Pick<AgentServices, 'announcement'>, text: string, isError = false): void {
  services.announcement.set({ text, isError, number: (services.announcement.getSnapshot()?.number ?? 0) + 1 });
}
