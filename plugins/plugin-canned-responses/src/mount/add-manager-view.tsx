import { parseWithSchema, WorkerSid } from '@flex-sync-suite/shared/contract';
import {
  addSideNavView,
  type BackendClient,
  createBackendClient,
  renderOpened,
  sharedSyncStore,
} from '@flex-sync-suite/shared/flex';
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
    render: renderOpened({
      open: () => ({ services: openManager(manager, url), store: sharedSyncStore(manager) }),
      render: (opened) => <ManagerView {...opened} />,
      renderUnconfigured: (reason) => <ManagerNotice state="unconfigured" message={unconfiguredMessage(reason)} />,
    }),
    renderForbidden: () => <ManagerNotice state="forbidden" message={MANAGER_MESSAGES.forbidden} />,
  });
}

function openManager(manager: Flex.Manager, url: UrlState): ManagerServices {
  const worker = parseWithSchema(WorkerSid, manager.workerClient?.sid);
  return createManagerServices(createBackendClient(manager), {
    workerSid: worker.ok ? worker.value : null,
    locale: manager.localization.localeTag,
    url,
  });
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
