import { type NextStep, STANDARD_STEPS, type WrittenPlan } from '@bijeen/meetings';
import { DomainError } from '@bijeen/platform';
import type { FormErrors, FormResult } from '@bijeen/ui';

/** A form has flat fields: `venue.name`, ticked steps, and own steps one per line. */
export type TypedPlan = Record<string, unknown>;

/** From the fields of the form to what `PlanMeeting` reads. */
export function planFromForm(body: unknown): object {
  const plan: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(Object(body) as TypedPlan)) {
    const [part, field] = name.split('.');
    if (value === '' || part === undefined || Object.hasOwn(Object.prototype, part)) continue;
    if (field === undefined) plan[part] = value;
    else plan[part] = { ...(plan[part] as object | undefined), [field]: value };
  }
  const { steps, ownSteps, ...callToAction } = { ...(plan['callToAction'] as TypedPlan | undefined) };
  return { ...plan, callToAction: { ...callToAction, steps: [...keys(steps), ...own(ownSteps)] } };
}

/** From a plan to the fields of the form. */
export function formFromPlan(plan: Partial<Omit<WrittenPlan, 'venue' | 'contact' | 'callToAction'>> & { venue?: object; contact?: object; callToAction?: Partial<WrittenPlan['callToAction']> }): TypedPlan {
  const { venue, contact, callToAction, ...rest } = plan;
  const { steps = [], ...ask } = callToAction ?? {};
  const standard = (step: NextStep): boolean => STANDARD_STEPS.some(({ key }) => key === step.key);
  return {
    ...rest, ...prefixed('venue', venue), ...prefixed('contact', contact), ...prefixed('callToAction', ask),
    'callToAction.steps': steps.filter(standard).map(({ key }) => key),
    'callToAction.ownSteps': steps.filter((step) => !standard(step)).map(({ label }) => label).join('\n'),
  };
}

/** Problems of single steps and ticks belong beside the field that shows them. */
export function planErrors(errors: FormErrors): FormErrors {
  return Object.fromEntries(Object.entries(errors).map(([name, message]) => [fieldOf(name), message]));
}

/** What came of a form that was read and then acted on: both can refuse it, with a sentence per field. */
export type Outcome<T> = { ok: true; value: T } | { ok: false; errors: FormErrors };

/** Acts on a form that is right. A refusal becomes lines beside the fields; a page that is not there, and any bug, goes up. */
export async function outcomeOf<Input, T>(form: FormResult<Input>, act: (input: Input) => Promise<T>): Promise<Outcome<T>> {
  if (!form.valid) return { ok: false, errors: planErrors(form.errors) };
  try {
    return { ok: true, value: await act(form.value) };
  } catch (error) {
    if (!(error instanceof DomainError) || error.status === 404) throw error;
    return { ok: false, errors: Object.keys(error.fields).length > 0 ? planErrors(error.fields) : { form: error.message } };
  }
}

function fieldOf(name: string): string {
  if (/^callToAction\.steps\b/.test(name)) return 'callToAction.ownSteps';
  return name.replace(/^(functions|organisationKinds|municipalityCodes)\..*/, '$1');
}

function prefixed(prefix: string, fields: object | undefined): TypedPlan {
  return Object.fromEntries(Object.entries(fields ?? {}).map(([name, value]) => [`${prefix}.${name}`, value]));
}

function keys(ticked: unknown): { key: unknown }[] {
  return [ticked ?? []].flat().map((key: unknown) => ({ key }));
}

function own(lines: unknown): { label: string }[] {
  return typeof lines === 'string' ? lines.split('\n').map((label) => label.trim()).filter(Boolean).map((label) => ({ label })) : [];
}
