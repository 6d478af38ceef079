import { Readable } from 'node:stream';
import { Body, Controller, Header, HttpCode, Post, StreamableFile } from '@nestjs/common';
import { ContactExport, ContactFilter } from '@bijeen/contacts';
import type { Actor } from '@bijeen/platform';
import { readInput } from '@bijeen/ui';
import { CurrentActor, Policy } from '../../security/policy.js';

const WORKBOOK = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

/** The contacts as a file. It is written down who took one, so asking for it is a POST. */
@Controller('relaties')
@Policy('organiser')
export class ExportController {
  constructor(private readonly exports: ContactExport) {}

  @Post('export.csv')
  @HttpCode(200)
  @Header('content-disposition', 'attachment; filename="relaties.csv"')
  csv(@CurrentActor() actor: Actor, @Body() body: unknown): StreamableFile {
    return new StreamableFile(Readable.from(this.exports.csv(actor, readInput(ContactFilter, body)), { objectMode: false }), { type: 'text/csv; charset=utf-8' });
  }

  @Post('export.xlsx')
  @HttpCode(200)
  @Header('content-disposition', 'attachment; filename="relaties.xlsx"')
  async xlsx(@CurrentActor() actor: Actor, @Body() body: unknown): Promise<StreamableFile> {
    return new StreamableFile(await this.exports.xlsx(actor, readInput(ContactFilter, body)), { type: WORKBOOK });
  }
}
