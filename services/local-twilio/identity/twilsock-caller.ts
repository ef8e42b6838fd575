import type { HostApp } from '../http/host-app';

/** Who a token speaks for, and for how long. */
export interface TwilsockAccess {
  readonly identity: string;
  readonly accountSid: string;
  /** The Sync service that this product of this token uses. */
  readonly serviceSid: string;
  /** Epoch milliseconds. */
  readonly expiresAt: number;
  /** False: no permission is checked, even where the service has an ACL. */
  readonly acl: boolean;
  /** Flex roles of the user; a Sync token has none. */
  readonly roles?: readonly string[];
}

/** Why a token is refused: Twilio's error code and sentence. */
export interface TwilsockRefusal {
  readonly error: { readonly errorCode: number; readonly description: string };
}

/** `product` is that of the first registration, such as `data_sync`; empty when there is none. */
export type Authenticate = (token: string, product: string) => TwilsockAccess | TwilsockRefusal;

/** An open connection as the handlers of tunnelled hosts see it. */
export interface TwilsockCaller extends TwilsockAccess {
  readonly product: string;
  readonly token: string;
}

/** Another host that is reached through the tunnel, or undefined when it is not emulated. */
export type RouteMessage = (host: string, caller: TwilsockCaller) => HostApp | undefined;
