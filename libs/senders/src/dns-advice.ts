/** What is wrong with SPF records that do not let us through, and what to write instead of the one that is there. */
export function spfAdvice(found: string[], wanted: string): { advice: string; instead?: string } {
  if (found.length === 0) return { advice: 'Deze regel staat er nog niet. Voeg hem toe.' };
  if (found.length > 1) return { advice: `Er staan ${found.length} regels die met v=spf1 beginnen. Er mag er maar één zijn. Voeg ze samen.` };
  const [, ours] = /^v=spf1 (.+) [~?+-]?all$/.exec(wanted)!;
  const record = found[0]!;
  if (record.includes(ours!)) return { advice: 'Onze servers staan erin, maar de regel laat ze toch niet door. Misschien zoekt hij te veel andere domeinen op: meer dan 10 mag niet.' };
  return { advice: 'Er staat al een regel, maar zonder onze servers. Vervang hem door de waarde hieronder: dat is jullie eigen regel, met onze servers erbij.', instead: withOurs(record, ours!) };
}

/** The record with our part before the term that speaks of everybody else, or at the end. */
function withOurs(record: string, ours: string): string {
  const all = / [~?+-]?all\b| redirect=/i.exec(record);
  return all ? `${record.slice(0, all.index)} ${ours}${record.slice(all.index)}` : `${record} ${ours}`;
}

/** What is wrong with a key record that is not the one we sign with. */
export function keyAdvice(found: string[], host: string): string {
  const [first] = found;
  if (first === undefined) return `Deze regel staat er nog niet. Voeg hem toe. Let op: sommige beheerpagina’s plakken het domein er zelf achter. Vul dan alleen ${host.slice(0, host.indexOf('._domainkey') + '._domainkey'.length)} in.`;
  if (found.length > 1) return 'Er staan hier meer regels. Laat alleen de onze staan.';
  return 'Er staat een andere sleutel, of er is een stuk weggevallen. Kopieer de waarde opnieuw, helemaal.';
}

/** What is wrong with DMARC records; an empty text when nothing is. */
export function dmarcAdvice(found: string[]): string {
  if (found.length > 1) return `Er staan ${found.length} DMARC-regels. Er mag er maar één zijn.`;
  const policy = /;\s*p\s*=\s*([a-z]*)/i.exec(found[0]!)?.[1]?.toLowerCase() ?? '';
  return ['none', 'quarantine', 'reject'].includes(policy) ? '' : 'In deze regel ontbreekt p=none, p=quarantine of p=reject. Zet p=none erin.';
}
