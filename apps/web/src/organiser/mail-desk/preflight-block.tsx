import { type ContactFunction, FUNCTION_LABELS } from '@bijeen/contacts';
import type { Finding, PreflightReport } from '@bijeen/mail';
import { Alert, Form } from '@bijeen/ui';
import { list, MAIL_KIND_NAMES, number, people } from '../meetings/in-words.js';
import type { KindReport } from './mails-about-to-leave.js';

/** More municipalities than this make no readable sentence. */
const MOST_NAMED = 6;

/** The last look before mails leave: to whom, and what to mend. `spam` is where the score can be asked for, and how that went. */
export function PreflightBlock({ reports, spam }: { reports: KindReport[]; spam: { action: string; refused: boolean } }) {
  if (reports.length === 0) return null;
  return (
    <section class="panel" aria-labelledby="controle">
      <h2 id="controle">Controle vooraf</h2>
      {reports.map(({ kind, report }) => (
        <div key={kind}>
          {reports.length > 1 && <h3>{MAIL_KIND_NAMES[kind]}</h3>}
          <Recipients report={report} />
          <Findings findings={report.findings} />
          <p>{spamInWords(report)}</p>
        </div>
      ))}
      {spam.refused && <p class="muted">De spamscore is niet gemeten: SpamAssassin staat niet op deze computer, of gaf geen antwoord.</p>}
      {reports.some(({ report }) => report.spam === null) && <Form action={spam.action}><button class="link-button">Meet de spamscore (duurt een paar tellen)</button></Form>}
    </section>
  );
}

/** Why mails did not leave when somebody pressed the button; nothing when they did. */
export function WhatStopped({ findings }: { findings: Finding[] }) {
  if (findings.length === 0) return null;
  return <Alert kind="error" title="Er is niets verstuurd. Los eerst op wat “moet anders”."><Findings findings={findings} /></Alert>;
}

/** Mails that must not leave as they are. */
export function isBlocked(reports: KindReport[]): boolean {
  return reports.some(({ report }) => report.blocked);
}

function Recipients({ report: { people: amount, byFunction, byMunicipality } }: { report: PreflightReport }) {
  const offices = byFunction.map(([office, some]) => `${number(some)} × ${office === null ? 'functie onbekend' : FUNCTION_LABELS[office as ContactFunction].toLowerCase()}`);
  const named = byMunicipality.slice(0, MOST_NAMED).map(([name, some]) => `${name ?? 'gemeente onbekend'} (${number(some)})`);
  const rest = byMunicipality.length - named.length;
  return <p><strong>{people(amount)}</strong>: {list(offices)}. Uit {list(rest > 0 ? [...named, `${rest} andere ${rest === 1 ? 'gemeente' : 'gemeenten'}`] : named)}.</p>;
}

function Findings({ findings }: { findings: Finding[] }) {
  if (findings.length === 0) return <p><span class="tag tag--ok">in orde</span> Er is niets gevonden om te verbeteren.</p>;
  return (
    <ul class="findings">
      {findings.map(({ code, weight, what, where, mend }) => (
        <li key={`${code} ${what} ${where}`}><span class={`tag tag--${weight === 'blocking' ? 'error' : 'warning'}`}>{weight === 'blocking' ? 'moet anders' : 'tip'}</span> <strong>{what}</strong> <span class="muted">({where})</span> {mend}</li>
      ))}
    </ul>
  );
}

function spamInWords({ spam }: PreflightReport): string {
  return spam === null ? 'Spamscore: niet gemeten.' : `Spamscore: ${String(spam.score).replace('.', ',')} (onder 2 is goed).`;
}
