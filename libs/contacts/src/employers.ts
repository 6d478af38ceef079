import { Injectable } from '@nestjs/common';
import { DomainError } from '@bijeen/platform';
import { type Municipality, MunicipalityDirectory, type Resolution } from '@bijeen/regions';
import type { EmployerInput } from './contact-input.js';
import type { OrganisationKind } from './organisation-kinds.js';

/** An organisation as the database knows it. */
export interface Employer {
  kind: OrganisationKind;
  name: string;
  municipalityCode: string | null;
}

/** Works out which organisation is meant: every spelling of a municipality, also an old one, leads to the same. */
@Injectable()
export class Employers {
  constructor(private readonly municipalities: MunicipalityDirectory) {}

  /** @param field the name of the form field group, for errors. @throws DomainError `input.invalid` */
  async read({ kind, name, municipality }: EmployerInput, field: string): Promise<Employer> {
    const found = municipality === null ? null : this.one(municipality, await this.municipalities.resolve(municipality), field);
    if (kind === 'MUNICIPALITY') return municipalityAsEmployer(found!);
    return { kind, name: name!, municipalityCode: found?.code ?? null };
  }

  private one(typed: string, resolution: Resolution, field: string): Municipality {
    if (resolution.kind === 'found') return resolution.municipality;
    throw new DomainError('input.invalid', {}, { [`${field}.municipality`]: unresolved(typed, resolution) });
  }
}

/** A municipality as the organisation people work for. */
export function municipalityAsEmployer({ name, code }: Municipality): Employer {
  return { kind: 'MUNICIPALITY', name: `Gemeente ${name}`, municipalityCode: code };
}

/** Why a name is no municipality, and which ones it may be. */
export function unresolved(typed: string, resolution: Exclude<Resolution, { kind: 'found' }>): string {
  const names = (list: Municipality[]): string => new Intl.ListFormat('nl', { type: 'disjunction' }).format(list.map(({ name }) => name));
  if (resolution.kind === 'unknown') return `Gemeente „${typed}” kennen we niet.${resolution.suggestions.length > 0 ? ` Bedoel je ${names(resolution.suggestions)}?` : ' Controleer de naam.'}`;
  if (resolution.because === 'split') return `Gemeente „${typed}” bestaat niet meer en is verdeeld. Kies ${names(resolution.candidates)}.`;
  return `Er is meer dan één gemeente „${typed}”. Kies ${names(resolution.candidates)}.`;
}
