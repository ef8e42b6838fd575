import { createValueSource, type Source } from '../../observable';
import type { PanelTab, PanelTabs } from './panel-tab';

/** What the panel shows now. */
interface PanelView {
  /** In the order of the screen. */
  readonly offered: readonly PanelTab[];
  /** The one whose content is shown; null while the panel is a bar. */
  readonly shown: PanelTab | null;
}

/** Which tabs there are and which of them is shown: of those that are open, the one chosen last, else the first. */
export interface PanelViewStore extends Source<PanelView> {
  /** Opens a tab. */
  readonly choose: (tab: PanelTab) => void;
  /** Opens the tab that was chosen last, or else the first. */
  readonly reopen: () => void;
  /** Closes what is offered now. */
  readonly close: () => void;
  /** Follows the tabs. @returns stops it */
  readonly start: () => () => void;
}

/** @param isInUse whether somebody works in what is shown: then no tab that comes takes its place */
export function createPanelView({ tabs, lastChosen }: PanelTabs, isInUse: () => boolean): PanelViewStore {
  const view = createValueSource<PanelView>({ offered: [], shown: null });
  let isChosenNow = false;

  function look(): void {
    const before = view.getSnapshot();
    const offered = tabs.getSnapshot().filter(({ isOffered }) => guarded(isOffered.getSnapshot, false));
    const open = offered.filter(({ isOpen }) => guarded(isOpen.getSnapshot, false));
    const kept = isChosenNow || !isInUse() ? undefined : open.find((tab) => tab === before.shown);
    const shown = kept ?? open.find(({ name }) => name === lastChosen.getSnapshot()) ?? open[0] ?? null;
    if (shown !== before.shown || !haveSameItems(offered, before.offered)) view.set({ offered, shown });
  }

  const followTabs = (): (() => void)[] =>
    tabs
      .getSnapshot()
      .flatMap(({ isOffered, isOpen }) =>
        [isOffered, isOpen].map(({ subscribe }) => guarded(() => subscribe(look), nothing)),
      );

  function choose(tab: PanelTab): void {
    isChosenNow = true;
    lastChosen.set(tab.name);
    tab.isOpen.set(true);
    look();
    isChosenNow = false;
  }

  look();
  return {
    getSnapshot: view.getSnapshot,
    subscribe: view.subscribe,
    choose,
    reopen() {
      const { offered } = view.getSnapshot();
      const tab = offered.find(({ name }) => name === lastChosen.getSnapshot()) ?? offered[0];
      if (tab !== undefined) choose(tab);
    },
    close() {
      for (const { isOpen } of view.getSnapshot().offered) isOpen.set(false);
    },
    start() {
      let ends = followTabs();
      const stopAll = (): void => {
        for (const end of ends) end();
      };
      const stopTabs = tabs.subscribe(() => {
        stopAll();
        ends = followTabs();
        look();
      });
      look();
      return () => {
        stopTabs();
        stopAll();
      };
    },
  };
}

const nothing = (): void => undefined;

const haveSameItems = (a: readonly unknown[], b: readonly unknown[]): boolean =>
  a.length === b.length && a.every((item, index) => item === b[index]);

/** A tab of another plugin that fails here is not offered; the others are. */
function guarded<T>(run: () => T, otherwise: T): T {
  try {
    return run();
  } catch (error) {
    console.error('A tab of the panel beside the conversation has failed', error);
    return otherwise;
  }
}
