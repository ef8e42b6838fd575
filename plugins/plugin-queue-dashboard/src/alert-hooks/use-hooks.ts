import type { AlertHook, AlertHooks, AlertHookState, NewAlertHook } from '@flex-sync-suite/shared/contract';
import { failureOf, type Failure } from '@flex-sync-suite/shared/flex';
import { useCallback, useEffect, useRef, useState } from 'react';
import { useBoardPorts } from '../data/board-ports';
import { useSend } from '../data/use-send';

/** What was done last. */
export type HookDeed =
  | { readonly kind: 'made'; readonly hook: AlertHook; readonly secret: string }
  | { readonly kind: 'tested'; readonly hook: AlertHook; readonly isTaken: boolean; readonly answer: string }
  | { readonly kind: 'removed' | 'put-back'; readonly hook: AlertHook };

export interface EditedHooks {
  /** Null before the first answer. */
  readonly answer: AlertHooks | null;
  readonly deed: HookDeed | null;
  readonly failure: Failure | null;
  readonly isBusy: boolean;
  readonly onRetry: () => void;
  /** @param onDone called when it was made */
  readonly create: (hook: NewAlertHook, onDone: () => void) => void;
  readonly change: (hook: AlertHook, state: AlertHookState) => void;
  readonly remove: (hook: AlertHook) => void;
  readonly putBack: (hook: AlertHook) => void;
  readonly test: (hook: AlertHook) => void;
}

/** The webhooks as the backend has them, read anew after each change. */
export function useHooks(): EditedHooks {
  const { hooks } = useBoardPorts().settings;
  const { answer, failure: unread, read } = useHookList();
  const { isSending, failure: undone, send } = useSend();
  const [deed, setDeed] = useState<HookDeed | null>(null);
  const run = <Done>(ask: () => Promise<Done>, tell: (done: Done) => HookDeed | null, onDone?: () => void): void => {
    let told: HookDeed | null = null;
    const asked = async (): Promise<void> => {
      told = tell(await ask());
    };
    send(asked, () => {
      setDeed(told);
      read();
      onDone?.();
    });
  };
  return {
    ...{ answer, deed, failure: undone ?? unread, isBusy: isSending, onRetry: read },
    create: (hook, onDone) => {
      run(
        () => hooks.create(hook),
        (made) => ({ kind: 'made', ...made }),
        onDone,
      );
    },
    change: ({ id }, state) => {
      run(
        () => hooks.change(id, state),
        () => null,
      );
    },
    remove: (hook) => {
      run(
        () => hooks.remove(hook.id),
        () => ({ kind: 'removed', hook }),
      );
    },
    putBack: (hook) => {
      run(
        () => hooks.change(hook.id, hook.state),
        () => ({ kind: 'put-back', hook }),
      );
    },
    test: (hook) => {
      run(
        () => hooks.test(hook.id),
        (tested) => ({ kind: 'tested', hook, ...tested }),
      );
    },
  };
}

function useHookList(): {
  readonly answer: AlertHooks | null;
  readonly failure: Failure | null;
  readonly read: () => void;
} {
  const { hooks } = useBoardPorts().settings;
  const [answer, setAnswer] = useState<AlertHooks | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);
  const isThere = useRef(true);
  const read = useCallback(() => {
    hooks.list().then(
      (list) => {
        if (!isThere.current) return;
        setAnswer(list);
        setFailure(null);
      },
      (error: unknown) => {
        if (isThere.current) setFailure(failureOf(error));
      },
    );
  }, [hooks]);
  useEffect(() => {
    isThere.current = true;
    read();
    return () => {
      isThere.current = false;
    };
  }, [read]);
  return { answer, failure, read };
}
