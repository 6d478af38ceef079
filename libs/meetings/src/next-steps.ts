/** A concrete step that an invitee can choose after the meeting (L5). `key` is stable, `label` is what people read. */
export interface NextStep {
  key: string;
  label: string;
}

/** The steps that fit nearly every meeting; an organiser adds an own one beside them. */
export const STANDARD_STEPS: readonly NextStep[] = [
  { key: 'werkbezoek', label: 'Op werkbezoek komen' },
  { key: 'gesprek', label: 'Een gesprek plannen' },
  { key: 'stappenplan', label: 'Het stappenplan starten' },
];

/** Gives each step its key and label: a standard key brings its label, an own text gets a key made from it. */
export function completeSteps(steps: readonly { key?: string | undefined; label?: string | undefined }[]): NextStep[] {
  return steps.map(({ key, label }) => {
    const standard = STANDARD_STEPS.find((step) => step.key === key || step.label === label);
    const text = label ?? standard?.label ?? key ?? '';
    return { key: key ?? standard?.key ?? keyFrom(text), label: text };
  });
}

function keyFrom(label: string): string {
  const key = label.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().replace(/[^a-z0-9]+/g, '-').replace(/^-|-$/g, '').slice(0, 40);
  return key || 'stap';
}
