import { type DnsLine, type Finding, LINE_TITLES } from '@bijeen/senders';
import { LINE_REASONS, VERDICT_WORDS } from './sender-domain-in-words.js';

/** The lines for the DNS, each with what the last look found. */
export function DnsLines({ lines, findings }: { lines: readonly DnsLine[]; findings: readonly Finding[] }) {
  return (
    <ol class="cards">
      {lines.map((line) => <Line key={line.host + line.name} line={line} finding={findings.find((one) => one.line === line.name && one.host === line.host)} />)}
    </ol>
  );
}

function Line({ line: { name, type, host, value }, finding }: { line: DnsLine; finding: Finding | undefined }) {
  const verdict = finding?.verdict ?? 'not-looked';
  return (
    <li class="card">
      <h3>{LINE_TITLES[name]}</h3>
      <p><strong class={`dns-verdict dns-verdict--${verdict}`}>{VERDICT_WORDS[verdict]}</strong>{finding?.advice && <>: {finding.advice}</>}</p>
      <p>{LINE_REASONS[name]}</p>
      <dl class="facts">
        <dt>Naam</dt><dd><code class="copyable">{host}</code></dd>
        <dt>Soort</dt><dd>{type}</dd>
        <dt>Waarde</dt><dd><code class="copyable">{value}</code></dd>
        {finding && finding.found.length > 0 && verdict !== 'right' && <><dt>Nu staat er</dt><dd>{finding.found.map((text) => <code key={text} class="copyable">{text.length > 500 ? `${text.slice(0, 500)} …` : text}</code>)}</dd></>}
      </dl>
    </li>
  );
}
