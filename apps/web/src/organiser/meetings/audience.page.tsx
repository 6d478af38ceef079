import { CONTACT_FUNCTIONS, FUNCTION_LABELS, ORGANISATION_KIND_LABELS, ORGANISATION_KINDS } from '@bijeen/contacts';
import type { Audience, AudienceMember, AudienceSummary, MunicipalityCover } from '@bijeen/invitations';
import type { Meeting } from '@bijeen/meetings';
import { shortDate } from '@bijeen/platform';
import type { Region } from '@bijeen/regions';
import { Alert, Button, ButtonLink, Checkboxes, Empty, ErrorSummary, Form, type FormErrors, NextPage, Select, Table, TextField } from '@bijeen/ui';
import { MeetingFrame } from './meeting-frame.js';
import { SummaryInWords } from './summary-in-words.js';

export interface AudiencePageProps extends Audience {
  summary: AudienceSummary;
  coverage: MunicipalityCover[];
  regions: Region[];
  /** Which part of the list: `ja` on it, `nee` not on it. */
  shown: 'ja' | 'nee';
  typed: Record<string, unknown>;
  errors: FormErrors;
  saved: boolean;
  mayChange: boolean;
}

/** Who is meant, who is not and why, and who is missing. */
export function AudiencePage(props: AudiencePageProps) {
  const { meeting, summary, errors, saved, mayChange } = props;
  return (
    <MeetingFrame meeting={meeting} title="Doelgroep" current="/doelgroep">
      <ErrorSummary errors={errors} />
      {saved && <Alert kind="ok" title="Bewaard. De lijst is opnieuw bepaald." />}
      <SummaryInWords summary={summary} />
      {mayChange && summary.toInvite > 0 && <p><ButtonLink href={`/bijeenkomsten/${meeting.id}/uitnodigen`} kind="primary">Verder naar uitnodigen</ButtonLink></p>}
      {mayChange && <Rules {...props} />}
      <Coverage {...props} />
      <People {...props} />
    </MeetingFrame>
  );
}

function Rules({ meeting, regions, typed, errors }: AudiencePageProps) {
  const ticked = (name: string): string[] => [typed[name] ?? []].flat().map(String);
  return (
    <details class="fold panel" open={Object.keys(errors).length > 0}>
      <summary>Voor wie is deze bijeenkomst? Wijzig regio, functies of reistijd</summary>
      <Form action={`/bijeenkomsten/${meeting.id}/doelgroep`}>
        <Select name="regionId" label="Regio" value={typed['regionId']} error={errors['regionId']} options={Object.fromEntries(regions.map(({ id, name }) => [id, name]))} empty={meeting.municipalityCodes.length > 0 && meeting.regionId === null ? `Deze ${meeting.municipalityCodes.length} gemeenten` : 'Geen regio: iedereen binnen de reistijd'} />
        <TextField name="maxTravelMinutes" label="Reistijd, hoogstens (in minuten)" inputMode="numeric" width="short" value={typed['maxTravelMinutes']} error={errors['maxTravelMinutes']} />
        <div class="row">
          <Checkboxes name="functions" label="Functies" values={ticked('functions')} error={errors['functions']} options={Object.fromEntries(CONTACT_FUNCTIONS.map((each) => [each, FUNCTION_LABELS[each]]))} />
          <Checkboxes name="organisationKinds" label="Soorten organisaties" hint="Niets aangevinkt: alle soorten." values={ticked('organisationKinds')} error={errors['organisationKinds']} options={Object.fromEntries(ORGANISATION_KINDS.map((each) => [each, ORGANISATION_KIND_LABELS[each]]))} />
        </div>
        <Button>Bepaal de lijst opnieuw</Button>
      </Form>
    </details>
  );
}

/** Per municipality who decides there: known, on the list, or missing (L2). */
function Coverage({ coverage }: AudiencePageProps) {
  if (coverage.length === 0 || coverage[0]!.functions.length === 0) return null;
  const lacking = coverage.filter(({ missing }) => missing.length > 0);
  const rows = coverage.map(({ municipalityCode, municipality, travelMinutes, functions }) => ({
    key: municipalityCode,
    cells: [<strong>{municipality}</strong>, travelMinutes === null ? null : `circa ${travelMinutes} min`, ...functions.map(({ text, included }) => (included > 0 ? text : <span class="tag tag--warning">{text}</span>))],
  }));
  return (
    <section aria-labelledby="dekking">
      <h2 id="dekking">Wie beslist in elke gemeente?</h2>
      <p>{lacking.length === 0 ? 'Van elke gemeente staat op de lijst wie beslist.' : `In ${lacking.length} van de ${coverage.length} gemeenten staat nog niet iedereen die beslist op de lijst. Zoek op wie het is en voeg die toe bij Relaties.`}</p>
      <details class="fold" open={coverage.length <= 15}><summary>Bekijk per gemeente</summary><div class="stand-table stand-table--told"><Table caption="Beslissers per gemeente" headers={['Gemeente', 'Reistijd (schatting)', ...coverage[0]!.functions.map(({ function: office }) => FUNCTION_LABELS[office])]} rows={rows} /></div></details>
    </section>
  );
}

function People({ meeting, items, next, shown, summary, mayChange }: AudiencePageProps) {
  const here = `/bijeenkomsten/${meeting.id}/doelgroep`;
  const tabs = { ja: `Op de lijst of uitgenodigd (${summary.toInvite + summary.alreadyInvited})`, nee: `Niet op de lijst (${summary.excluded})` };
  const rows = items.map((member) => ({ key: member.contactId, cells: [member.name, <Office {...member} />, member.travelMinutes === null ? null : `circa ${member.travelMinutes} min`, <Why {...member} />, mayChange && !member.invited ? <Choice {...member} /> : null] }));
  return (
    <section aria-labelledby="mensen">
      <h2 id="mensen">De mensen</h2>
      <nav class="meeting-menu" aria-label="Welk deel van de lijst"><ul>{Object.entries(tabs).map(([key, label]) => <li key={key}><a href={`${here}?lijst=${key}#mensen`} aria-current={key === shown ? 'true' : undefined}>{label}</a></li>)}</ul></nav>
      {items.length === 0 && <Empty action={mayChange ? { href: '/relaties/import', label: 'Lees een lijst met relaties in' } : undefined}>{shown === 'ja' ? 'Er staat nog niemand op de lijst.' : 'Iedereen die je kent staat op de lijst.'}</Empty>}
      {items.length > 0 && <Form action={`${here}/keuze?lijst=${shown}`}><Table caption={shown === 'ja' ? 'Wie wordt uitgenodigd, op naam' : 'Wie niet wordt uitgenodigd, op naam'} headers={['Naam', 'Functie en organisatie', 'Reistijd (schatting)', 'Waarom', 'Keuze']} rows={rows} /></Form>}
      <NextPage href={next && `${here}?lijst=${shown}&na=${next}#mensen`} />
    </section>
  );
}

function Office({ function: office, organisation, municipality }: AudienceMember) {
  const where = [organisation, organisation !== null && municipality !== null && organisation.includes(municipality) ? null : municipality].filter(Boolean).join(', ');
  return <>{office === null ? '' : FUNCTION_LABELS[office]}{where && <><br /><span class="muted">{where}</span></>}</>;
}

function Why({ included, invited, reasons, choice }: AudienceMember) {
  const words = reasons.filter((reason) => !reason.startsWith('met de hand'));
  return (
    <>
      <span class={`tag tag--${invited ? 'ok' : included ? 'info' : 'none'}`}>{invited ? 'uitgenodigd' : included ? 'op de lijst' : 'niet op de lijst'}</span>
      {words.length > 0 && <> {words.filter((word) => word !== 'al uitgenodigd').join(', ')}</>}
      {choice && <><br /><span class="muted">{choice.included ? 'toegevoegd' : 'weggelaten'} door {choice.by}, {shortDate(choice.at)}</span></>}
    </>
  );
}

/** The opposite of what is now; a choice made earlier can be taken back. */
function Choice({ contactId, name, included, choice, reasonCodes }: AudienceMember) {
  const blocked = reasonCodes.includes('unsubscribed') || reasonCodes.includes('no-address');
  const button = (value: string, label: string) => <button class="link-button" name="keuze" value={`${contactId}:${value}`}>{label}<span class="visually-hidden">: {name}</span></button>;
  if (choice) return button('automatisch', 'Keuze terugnemen');
  if (blocked) return null;
  return included ? button('nee', 'Weglaten') : button('ja', 'Toch uitnodigen');
}

/** What the form about the audience shows. */
export function typedTarget({ regionId, functions, organisationKinds, maxTravelMinutes }: Meeting): Record<string, unknown> {
  return { regionId, functions, organisationKinds, maxTravelMinutes };
}
