/**
 * What a report, or a refusal while we send, says of an address. `hard`: it does not exist (any more). `soft`: not now. `policy`: this mail or its sender was refused, and
 * says nothing about the address. `unknown`: it did not arrive, and nobody can tell why.
 */
export const BOUNCE_KINDS = ['hard', 'soft', 'policy', 'unknown'] as const;
export type BounceKind = (typeof BOUNCE_KINDS)[number];

const FULL = /(mail ?box|quota|inbox|storage|postvak|postbus|mailbox|postfach|bo[iî]te)[^.\n]{0,60}(\bfull\b|exceed|over ?quota|exhaust|\bvol\b|overschreden|voll\b|[üu]berschritten|pleine|satur|d[ée]pass)|(over|exceeded|out of)[^.\n]{0,30}(quota|storage|disk space)|quota (exceeded|violation)|insufficient (system )?storage|\bvolle? (mailbox|postvak|inbox)/i;
/** The relay or a name server says that there is no such domain. */
const NO_DOMAIN = /host (or domain name )?(not found|unknown)|unknown (mail )?(host|domain)|domain (name )?(does not exist|doesn.t exist|not found|unknown)|no such (domain|host)|nxdomain|name service error/i;
const GONE = /user unknown|unknown (local )?(user|recipient|mailbox|address|alias)|(user|recipient|mailbox|address|account|alias|destinataire|empf[äa]nger)[^\n]{0,60}(not found|unknown|n(o|')t exist|does not exist|doesn.t exist|no longer (exists|available|valid|active|in use)|not exist|is (disabled|inactive|invalid|deactivated|suspended)|has been (disabled|deactivated|suspended|closed)|onbekend|bestaat niet|niet gevonden|unbekannt|nicht gefunden|existiert nicht|inconnu|introuvable|n.existe)|no such (user|mailbox|recipient|person|address|account)|no (mailbox|account|user) (here|by that name|with that)|(couldn.t|could not|can ?not|wasn.t|was not) (be )?f(i|ou)nd|kan niet worden gevonden|kon niet worden gevonden|(e-?mail)?adres (dat|die) je hebt ingevoerd|(e-?mail)?adres[^.\n]{0,60}(bestaat niet|onbekend|niet gevonden)|adresse[^.\n]{0,60}(wurde nicht gefunden|n.existe|introuvable)|nicht gefunden|user doesn.t have|mailbox unavailable|invalid (recipient|mailbox|address|user)|recipient (address )?rejected: (access denied|user|undeliverable address)|undeliverable address|has moved|user not local|moved to|not our customer|account (is )?(disabled|closed)|nullmx|does not accept (e-?)?mail|werkt niet meer bij|niet langer werkzaam|no longer (works|employed|with)|niet meer in gebruik|wird nicht mehr/i;
/** So much mail comes in that the server takes no more for a while; Gmail has this as 5.2.1 too, the code of a closed mailbox. */
const BUSY = /receiving (e-?)?mail (too quickly|at a rate)/i;
/** We are not believed as a sender, often because our own address could not be checked: "sender verify failed … user unknown". */
const SENDER = /sender (address |domain )?(rejected|refused|denied|verif|unknown|not )|(unknown|invalid|bad) sender/i;
const LATER = /gr[ea]y ?list|try (again )?later|try again|temporar|tijdelijk|vor[üu]bergehend|temporaire|timed? ?out|expired|connection (refused|reset|lost)|too many (connections|messages)|rate limit|throttl|delivery time|retry|nog niet (bezorgd|afgeleverd)/i;
const REFUSED = /spam|junk|\bblack ?list|block ?(ed|list)|blokkeer|geblokkeerd|blocked|\brbl\b|dnsbl|spamhaus|barracuda|listed (at|by|in|on)|reputation|policy|beleid|richtlinie|dmarc|\bspf\b|\bdkim\b|unauthenticated|unsolicited|virus|malware|banned|content (filter|rejected)|suspicious|not (authori[sz]ed|allowed|permitted)|relay(ing)? (access )?denied|unable to relay|permission|restricted|moderat|too large|size (limit|exceed)|te groot|zu gro(ß|ss)|reverse dns|\bptr\b|sender (address )?(rejected|verify)|prohibited|abgelehnt wegen|rejected as|access denied/i;

/** Enhanced status codes whose meaning is certain (RFC 3463, and what Exchange adds). */
const CERTAIN: [RegExp, BounceKind][] = [
  [/^5\.1\.[78]$/, 'policy'],
  [/^5\.1\./, 'hard'],
  [/^5\.2\.1$/, 'hard'],
  [/^5\.2\.2$/, 'soft'],
  [/^5\.2\.3$/, 'policy'],
  [/^5\.3\.2$/, 'soft'],
  [/^5\.3\.4$/, 'policy'],
  [/^5\.4\.(1|4|310)$/, 'hard'],
  [/^5\.4\.(7|300|316|317)$/, 'soft'],
  [/^5\.4\./, 'unknown'],
  [/^5\.6\.7$/, 'unknown'],
  [/^5\.[67]\./, 'policy'],
];

/**
 * Judges by the enhanced status code (RFC 3463) and by the words beside it. Words that say that a mailbox is full or busy always win: some servers
 * call that permanent. Words about us as a sender come next. Of a code about policy the words may say that the address is gone, of one about the address that the sender is refused.
 */
export function bounceKind(status: string | null, words: string): BounceKind {
  const code = status ?? '';
  if (FULL.test(words) || BUSY.test(words) || code.startsWith('4.')) return 'soft';
  if (SENDER.test(words)) return 'policy';
  const [gone, refused] = [GONE.test(words) || NO_DOMAIN.test(words), REFUSED.test(words)];
  const certain = CERTAIN.find(([pattern]) => pattern.test(code))?.[1];
  if (certain === 'policy' && gone && code.startsWith('5.7.')) return 'hard';
  if (certain === 'hard' && refused && !gone) return code === '5.4.1' && /access denied/i.test(words) ? 'hard' : 'policy';
  return certain ?? byWords(words, { gone, refused });
}

/** Whether the words say that there is no such domain: of a code about the domain (5.1.2) only they tell that it is not just out of reach. */
export function saysNoDomain(words: string): boolean {
  return NO_DOMAIN.test(words);
}

function byWords(words: string, { gone, refused }: { gone: boolean; refused: boolean }): BounceKind {
  const reply = /(?<![\d.])([45])\d\d(?=[ -])/.exec(words)?.[1];
  if (reply === '4') return 'soft';
  if (gone) return 'hard';
  if (LATER.test(words) && !refused) return 'soft';
  return refused ? 'policy' : 'unknown';
}
