import { parseWithSchema, WorkerSid } from '@flex-sync-suite/shared/contract';
import {
  addSideNavView,
  type BackendClient,
  createBackendClient,
  errorWords,
  sharedSyncStore,
} from '@flex-sync-suite/shared/flex';
import type { SyncStore } from '@flex-sync-suite/shared/hooks';
import { createUrlState, type UrlState } from '@flex-sync-suite/shared/views';
import { EditIcon } from '@twilio-paste/icons/cjs/EditIcon';
import type * as Flex from '@twilio/flex-ui';
import React from 'react';
import { createLibraryList } from '../manager/data/library-list';
import { createManagerApi } from '../manager/data/manager-api';
import { createResponseEditor } from '../manager/data/response-editor';
import { createResponsePages } from '../manager/data/response-pages';
import type { ManagerServices } from '../manager/parts/manager-context';
import { ManagerNotice } from '../manager/parts/manager-message';
import { MANAGER_MESSAGES, managerStrings, unconfiguredMessage } from '../manager/parts/manager-strings';
import { ManagerView } from '../manager/manager-view';

/**
 * Adds the view in which responses are written: for everybody, because everybody may have a personal library. What may
 * be changed, the backend decides.
 */
export function addManagerView(flex: typeof Flex, manager: Flex.Manager): void {
  let opened: Opened | undefined;
  const name = 'canned-responses';
  const url = createUrlState(name);
  addSideNavView({
    flex,
    manager,
    name,
    url,
    label: managerStrings.title,
    icon: <EditIcon decorative />,
    roles: ['agent', 'supervisor', 'admin'],
    render() {
      // Kept when another view is shown, and with it what is not saved. A failure is tried again.
      if (opened === undefined || 'reason' in opened) opened = open(manager, url);
      return 'reason' in opened ? (
        <ManagerNotice state="unconfigured" message={unconfiguredMessage(opened.reason)} />
      ) : (
        <ManagerView services={opened.services} store={opened.store} />
      );
    },
    renderForbidden: () => <ManagerNotice state="forbidden" message={MANAGER_MESSAGES.forbidden} />,
  });
}

type Opened = { readonly services: ManagerServices; readonly store: SyncStore } | { readonly reason: string };

function open(manager: Flex.Manager, url: UrlState): Opened {
  try {
    const worker = parseWithSchema(WorkerSid, manager.workerClient?.sid);
    const locale = manager.localization.localeTag;
    const services = createManagerServices(createBackendClient(manager), {
      workerSid: worker.ok ? worker.value : null,
      locale,
      url,
    });
    return { services, store: sharedSyncStore(manager) };
  } catch (error) {
    return { reason: errorWords(error) };
  }
}

/** The parts of the manager over one backend. */
export function createManagerServices(
  client: BackendClient,
  person: Pick<ManagerServices, 'workerSid' | 'locale' | 'timeZone' | 'url'>,
): ManagerServices {
  const api = createManagerApi(client);
  const libraries = createLibraryList(api);
  const list = createResponsePages(api, person.url);
  const editor = createResponseEditor({
    api,
    language: (person.locale ?? navigator.language).split(/[-_]/)[0] ?? 'en',
    onSaved(response) {
      list.put(response);
      void libraries.load();
    },
  });
  return { api, libraries, list, editor, ...person };
}
