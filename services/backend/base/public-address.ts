import { BlockList, isIP } from 'node:net';

/**
 * IPv4 addresses that are not somebody's public server: IANA's special-purpose registry (RFC 6890 and its updates, read
 * 2026-11-30), multicast, and the address at which Azure answers its own machines.
 */
const NOT_PUBLIC_V4: readonly (readonly [net: string, prefix: number])[] = [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  // Also where clouds tell a machine its own secrets.
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.31.196.0', 24],
  ['192.52.193.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['192.175.48.0', 24],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
  ['168.63.129.16', 32],
];

/** Of IPv6 only what is handed out as global unicast; in it what carries IPv4, is for documents, or is nobody's. */
const PUBLIC_V6: readonly [net: string, prefix: number] = ['2000::', 3];
const NOT_PUBLIC_V6: readonly (readonly [net: string, prefix: number])[] = [
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['2620:4f:8000::', 48],
  ['3fff::', 20],
];

const blockedV4 = new BlockList();
for (const [net, prefix] of NOT_PUBLIC_V4) blockedV4.addSubnet(net, prefix, 'ipv4');
const allowedV6 = new BlockList();
allowedV6.addSubnet(...PUBLIC_V6, 'ipv6');
const blockedV6 = new BlockList();
for (const [net, prefix] of NOT_PUBLIC_V6) blockedV6.addSubnet(net, prefix, 'ipv6');

/**
 * Whether an address is one of the public Internet: neither this machine, nor its network, nor what its cloud tells it alone.
 * IPv4 inside of IPv6 (mapped, compatible, NAT64, 6to4, Teredo) is not, whatever it leads to. False for what is no address.
 */
export function isPublicAddress(address: string): boolean {
  switch (isIP(address)) {
    case 4:
      return !blockedV4.check(address, 'ipv4');
    case 6:
      // One with a zone is local by its meaning.
      return !address.includes('%') && allowedV6.check(address, 'ipv6') && !blockedV6.check(address, 'ipv6');
    default:
      return false;
  }
}
