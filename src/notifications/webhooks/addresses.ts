import ipaddr from 'ipaddr.js';

/** Microsoft's clouds answer every guest there; it lies among public addresses. */
const METADATA_OF_AZURE = '168.63.129.16';

/** The only IPv6 addresses that are given to anybody; everything else is local, reserved, or stands for something else. */
const GLOBAL_UNICAST = ipaddr.parseCIDR('2000::/3');
/** Inside it: documentation (RFC 9637), which older tables take for public. */
const DOCUMENTATION = ipaddr.parseCIDR('3fff::/20');
/** The last half of an ISATAP address is an IPv4 address, and a router on the way may take it for that. */
const ISATAP = [0x0000, 0x0200].map((bits) => [bits, 0x5efe]);

/** Whether a machine outside may be meant by an address; `loopback` lets this machine itself be meant, for the sandbox. */
export type AddressPolicy = (address: string) => boolean;

/** Only addresses of the public internet. What cannot be read is none. */
export const publicOnly: AddressPolicy = (address) => {
  const parsed = parse(address);
  if (parsed === null) return false;
  return parsed.kind() === 'ipv4' ? isPublicV4(parsed as ipaddr.IPv4) : isPublicV6(parsed as ipaddr.IPv6);
};

/** The public internet and this machine itself: receivers under development listen next to the sandbox. */
export const publicOrLoopback: AddressPolicy = (address) => {
  const range = parse(address)?.range();
  return range === 'loopback' || publicOnly(address);
};

function parse(address: string): ipaddr.IPv4 | ipaddr.IPv6 | null {
  // Strictly what resolvers and sockets write; other spellings of IPv4 are made plain by the URL's own parser before.
  if (!ipaddr.IPv4.isValidFourPartDecimal(address) && !ipaddr.IPv6.isValid(address)) return null;
  return ipaddr.parse(address);
}

function isPublicV4(address: ipaddr.IPv4): boolean {
  return address.range() === 'unicast' && address.toString() !== METADATA_OF_AZURE;
}

/** IPv4 inside IPv6 (mapped, compatible, NAT64, 6to4, Teredo) is refused whatever it holds: nobody names a host so by right. */
function isPublicV6(address: ipaddr.IPv6): boolean {
  if (!address.match(GLOBAL_UNICAST) || address.range() !== 'unicast') return false;
  if (address.match(DOCUMENTATION)) return false;
  return !ISATAP.some(([first, second]) => address.parts[4] === first && address.parts[5] === second);
}
