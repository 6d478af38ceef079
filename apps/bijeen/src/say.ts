import type { Bijeen, Ready } from './bijeen.js';

/** Tells a person at a terminal where to go. */
export function say(ready: Ready, bijeen: Bijeen): void {
  const lines = ['', '  Bijeen is klaar.', '', `  Open in uw browser:  ${ready.signInUrl ?? ready.url}`];
  if (ready.mailboxUrl) lines.push(`  Alle mails:          ${ready.mailboxUrl}  (ze gaan nergens anders heen)`);
  if (bijeen.demoFilled) lines.push('', '  Dit is een voorbeeld met verzonnen mensen.', '  Leeg beginnen? Stop met Ctrl-C, kies een andere map met BIJEEN_HOME en start met: npm start -- --empty');
  lines.push('', '  Stoppen: Ctrl-C', '');
  process.stderr.write(`${lines.join('\n')}\n`);
}
