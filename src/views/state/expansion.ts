import type { ValueSource } from '../../observable';
import { createRememberedValue, type RememberedValueOptions } from './remembered-value';

export interface ExpansionOptions extends Pick<RememberedValueOptions<boolean>, 'storage' | 'key'> {
  readonly isOpenAtFirst: boolean;
}

/** Whether a panel is open. Several places of Flex may follow it, so it lives outside of all of them. */
export const createExpansion = ({ storage, key, isOpenAtFirst }: ExpansionOptions): ValueSource<boolean> =>
  createRememberedValue({ storage, key, parse: (text) => (text === null ? isOpenAtFirst : text === 'true') });
