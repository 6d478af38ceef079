import { Controller, Get, HttpCode, Param, Post, Req } from '@nestjs/common';
import { type ContactImport, ContactImports, ImportInput, type ImportReport } from '@bijeen/contacts';
import { type Actor, DomainError } from '@bijeen/platform';
import { readInput } from '@bijeen/ui';
import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { CurrentActor, Policy } from '../../security/policy.js';
import { Describe } from '../describe.js';
import { readUpload } from './uploaded-list.js';

const TRUE = ['true', '1', 'ja'];

/** What a program sends with a list. */
const ImportForm = ImportInput.extend({
  /** Says only what would happen. */
  dryRun: z.string().optional().transform((text) => TRUE.includes(text ?? '')),
});

/** What taking over a list did, or would do. */
interface ImportAnswer {
  id: string;
  applied: boolean;
  counts: ImportReport['counts'];
  /** Field → number of the column (the first is 1). */
  mapping: Record<string, number>;
  notes: string[];
  rows: ImportReport['rows'];
}

/** Taking over lists of contacts. */
@Controller('api/v1/contacts/imports')
@Policy('organiser')
export class ContactImportsApi {
  constructor(private readonly imports: ContactImports) {}

  /** All rows that are not refused, or none at all; the refused ones come back with row, column and remedy. */
  @Post()
  @HttpCode(200)
  @Describe({ does: 'Neemt een lijst over (CSV of XLSX). Met dryRun zegt het alleen wat er zou gebeuren.', body: ImportForm, upload: true, gives: 'one' })
  async take(@CurrentActor() actor: Actor, @Req() request: FastifyRequest): Promise<ImportAnswer> {
    const { list, fields } = await readUpload(request);
    const { dryRun, ...input } = readInput(ImportForm, fields);
    return answer(dryRun ? await this.imports.preview(actor, list, input) : await this.imports.applyNow(actor, list, input));
  }

  @Get(':id')
  @Describe({ does: 'Een overgenomen of bekeken lijst, met wat er per regel gebeurde.', gives: 'one' })
  async find(@CurrentActor() actor: Actor, @Param('id') id: string): Promise<ImportAnswer> {
    return answer(await this.imports.find(actor, id));
  }
}

/** @throws DomainError with the reason why the whole file is refused */
function answer({ id, state, report }: ContactImport): ImportAnswer {
  if (!report) throw new DomainError('import.busy');
  if (report.refusal) throw new DomainError(report.refusal.code, report.refusal.details, { file: new DomainError(report.refusal.code, report.refusal.details).message });
  const mapping = Object.fromEntries(Object.entries(report.mapping).map(([field, column]) => [field, column + 1]));
  return { id, applied: state === 'applied', counts: report.counts, mapping, notes: report.notes, rows: report.rows.map((row) => ({ ...row, problems: row.problems ?? [] })) };
}
