/** Headers in which mail servers write the envelope's recipient, the surest first. */
const RECIPIENTS = ['delivered-to', 'x-original-to', 'envelope-to', 'x-envelope-to', 'to', 'cc'];
const MOST_HEADERS = 256 * 1024;

/**
 * The envelope of a mail that lay in a mailbox, as far as its headers tell. They may be forged; that changes nothing, for only an address that
 * holds one of our tokens counts, wherever it stands.
 */
export function deliveryOf(raw: Buffer): { from: string; recipients: string[] } {
  const top = raw.subarray(0, MOST_HEADERS).toString('latin1').split(/\r?\n\r?\n/, 1)[0]!;
  const lines = top.replace(/\r?\n[ \t]+/g, ' ').split(/\r?\n/);
  const values = (name: string): string[] => lines.filter((line) => line.toLowerCase().startsWith(`${name}:`)).map((line) => line.slice(name.length + 1));
  return {
    from: /<([^<>\s]*)>/.exec(values('return-path')[0] ?? '')?.[1] ?? '',
    recipients: RECIPIENTS.flatMap(values).flatMap((value) => value.match(/[\w.+=-]+@[\w.-]+/g) ?? []),
  };
}
