/** A plain mailing of so many people, without a meeting unless one is given. */
export function mailing(count, { kind = 'test', meetingId = null, from = 0, address = (n) => `persoon-${n}@zwolle.example.nl`, text = 'U bent van harte welkom in Zwolle.', recipient = () => ({}) } = {}) {
  const content = { subject: 'Uitnodiging', preheader: 'Komt u ook?', unsubscribe: false, sender: { name: 'De Werkplaats', replyTo: null, colour: null }, blocks: [{ kind: 'text', text: `{aanhef},\n\n${text}` }] };
  const one = (n) => ({ invitationId: null, recipientKey: `persoon-${n}`, address: address(n), name: `Persoon ${n}`, values: { aanhef: `Geachte persoon ${n}` }, links: {}, calendar: null, revision: 0, ...recipient(n) });
  return { meetingId, kind, variant: '', content, recipients: Array.from({ length: count }, (_, i) => one(from + i)) };
}
