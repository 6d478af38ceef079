import { createHmac, timingSafeEqual } from 'node:crypto';
import { base32, Config, fromBase32 } from '@bijeen/platform';
import { Injectable } from '@nestjs/common';

/** What comes back there: reports on one mail (VERP), or what a guest answers to an invitation. */
export type ReturnPurpose = 'bounce' | 'reply';

/** An address that came back, with the row it belongs to: an outgoing mail, or an invitation. */
export interface ReturnedTo {
  purpose: ReturnPurpose;
  id: string;
}

const LOCAL_PART: Record<ReturnPurpose, string> = { bounce: 'retour', reply: 'antwoord' };
const ID_BYTES = 16;
const MAC_BYTES = 14;

/**
 * Plus-addresses on which only somebody who had our mail can answer (R18, R22): `retour+<token>@…` is the envelope's sender of one mail, `antwoord+<token>@…`
 * the organiser in one person's calendar file. The token is the row's id with 112 bits of HMAC, in 48 characters of base32, so a local part stays
 * under 64 octets (RFC 5321 4.5.3.1.1), survives any case, and nothing has to be kept to know it again.
 */
@Injectable()
export class ReturnAddresses {
  constructor(private readonly config: Config) {}

  /**
   * The address for a row.
   * @param id an outgoing mail for `bounce`, an invitation for `reply`
   * @param domain where it comes back; the platform's own domain when absent
   */
  address(purpose: ReturnPurpose, id: string, domain = this.config.mailDomain): string {
    const bytes = Buffer.from(id.replaceAll('-', ''), 'hex');
    return `${LOCAL_PART[purpose]}+${base32(Buffer.concat([bytes, this.mac(purpose, bytes)]))}@${domain}`;
  }

  /** To what an address belongs; nothing when we never made it. The domain is not looked at: which domains are ours is the listener's matter. */
  read(address: string): ReturnedTo | undefined {
    const found = /^(retour|antwoord)\+([a-z2-7]{48})@/i.exec(address.trim());
    if (!found) return undefined;
    const purpose: ReturnPurpose = found[1]!.toLowerCase() === LOCAL_PART.bounce ? 'bounce' : 'reply';
    const token = fromBase32(found[2]!);
    const [id, mac] = [token.subarray(0, ID_BYTES), token.subarray(ID_BYTES, ID_BYTES + MAC_BYTES)];
    if (!timingSafeEqual(mac, this.mac(purpose, id))) return undefined;
    return { purpose, id: id.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-') };
  }

  private mac(purpose: ReturnPurpose, id: Buffer): Buffer {
    return createHmac('sha256', this.config.secretKey).update(`return:${purpose}:`).update(id).digest().subarray(0, MAC_BYTES);
  }
}

/** The token in one of our own return addresses. */
export function returnToken(address: string): string | undefined {
  return /^(?:retour|antwoord)\+([a-z2-7]{48})@/.exec(address)?.[1];
}
