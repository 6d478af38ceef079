import { generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto';

/** A certificate with its private key, as a TLS server wants them. */
export interface TestCertificate {
  cert: string;
  key: string;
  der: Buffer;
  name: string;
  privateKey: KeyObject;
}

const ED25519 = tlv(0x30, tlv(0x06, Buffer.from('2b6570', 'hex')));
const VERSION_3 = tlv(0xa0, tlv(0x02, Buffer.from([2])));
const ALTERNATIVE_NAME = tlv(0x06, Buffer.from('551d11', 'hex'));
const BASIC_CONSTRAINTS = tlv(0x06, Buffer.from('551d13', 'hex'));
const COMMON_NAME = tlv(0x06, Buffer.from('550403', 'hex'));
const YES = tlv(0x01, Buffer.from([0xff]));

/**
 * Makes a certificate for a host (RFC 5280), signed by itself or by `issuer`; good from 2020 to 2049.
 * @param authority may issue others
 */
export function testCertificate(name: string, { issuer, authority = false }: { issuer?: TestCertificate; authority?: boolean } = {}): TestCertificate {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  const validity = tlv(0x30, tlv(0x17, Buffer.from('200101000000Z')), tlv(0x17, Buffer.from('490101000000Z')));
  const alternative = tlv(0x30, ALTERNATIVE_NAME, tlv(0x04, tlv(0x30, tlv(0x82, Buffer.from(name)))));
  const constraints = tlv(0x30, BASIC_CONSTRAINTS, YES, tlv(0x04, tlv(0x30, YES)));
  const extensions = tlv(0xa3, tlv(0x30, alternative, ...(authority ? [constraints] : [])));
  const serial = tlv(0x02, Buffer.concat([Buffer.from([1]), randomBytes(8)]));
  const body = tlv(0x30, VERSION_3, serial, ED25519, nameOf(issuer?.name ?? name), validity, nameOf(name), publicKey.export({ type: 'spki', format: 'der' }), extensions);
  const der = tlv(0x30, body, ED25519, tlv(0x03, Buffer.from([0]), sign(null, body, issuer?.privateKey ?? privateKey)));
  const cert = `-----BEGIN CERTIFICATE-----\n${der.toString('base64').replace(/.{64}/g, '$&\n')}\n-----END CERTIFICATE-----\n`;
  return { cert: cert + (issuer?.cert ?? ''), key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(), der, name, privateKey };
}

function nameOf(name: string): Buffer {
  return tlv(0x30, tlv(0x31, tlv(0x30, COMMON_NAME, tlv(0x0c, Buffer.from(name)))));
}

/** Tag, length, value (X.690). */
function tlv(tag: number, ...parts: Buffer[]): Buffer {
  const value = Buffer.concat(parts);
  const length = value.length < 128 ? [value.length] : value.length < 256 ? [0x81, value.length] : [0x82, value.length >> 8, value.length & 255];
  return Buffer.concat([Buffer.from([tag, ...length]), value]);
}
