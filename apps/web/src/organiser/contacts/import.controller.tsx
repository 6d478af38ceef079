import { Body, Controller, Get, Header, Param, Post, Query, Req, Res } from '@nestjs/common';
import { type BegunImport, type ColumnWish, ContactImports, FIELD_LABELS, IMPORT_FIELDS, ImportInput, VERDICTS } from '@bijeen/contacts';
import { type Actor, DomainError } from '@bijeen/platform';
import { type FormErrors, readForm, type View } from '@bijeen/ui';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { CurrentActor, CurrentView, Policy } from '../../security/policy.js';
import { ImportPage } from './import.page.js';
import { ImportProgress } from './import-progress.js';
import { ImportRowsPage } from './import-rows.page.js';
import { refusedCsv } from './refused-csv.js';
import { UploadPage } from './upload.page.js';
import { readUploadedForm } from './uploaded-form.js';

/** A short list is done before anybody wants to see progress. Milliseconds. */
const PATIENCE = 1500;
const ROWS_PER_PAGE = 200;

/** Taking over a list: choose it, look through what would happen, and then do it. */
@Controller('relaties')
@Policy('organiser')
export class ImportController {
  constructor(private readonly imports: ContactImports) {}

  @Get('inlezen')
  async choose(@CurrentActor() actor: Actor, @CurrentView() view: View): Promise<string> {
    return this.upload(view, actor, {}, {});
  }

  /** The name by which other pages and programs know it. */
  @Get('import')
  async elsewhere(@Res() reply: FastifyReply): Promise<void> {
    await reply.redirect('/relaties/inlezen', 303);
  }

  @Post('inlezen')
  async begin(@CurrentActor() actor: Actor, @CurrentView() view: View, @Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const { fields, list, errors } = await readUploadedForm(request);
    const form = readForm(ImportInput.pick({ source: true, basis: true }), fields);
    if (!form.valid || !list) return void (await reply.status(422).send(await this.upload(view, actor, fields, { ...form.errors, ...errors })));
    const begun = await this.imports.begin(actor, list, { ...form.value, mapping: null });
    await settled(begun);
    const { state, report } = await this.imports.find(actor, begun.id);
    const { refusal } = report ?? {};
    if (state !== 'refused' || !refusal) return void (await reply.redirect(`/relaties/inlezen/${begun.id}`, 303));
    await reply.status(422).send(await this.upload(view, actor, fields, { file: new DomainError(refusal.code, refusal.details).message }));
  }

  @Get('inlezen/:importId')
  async show(@CurrentActor() actor: Actor, @CurrentView() view: View, @Param('importId') id: string, @Query('overnemen') wanted?: string): Promise<string> {
    return view.page(<ImportPage list={await this.imports.find(actor, id)} failed={wanted !== undefined} />);
  }

  /** Part of the page, asked for again and again; when it is done, the whole page comes anew. */
  @Get('inlezen/:importId/voortgang')
  async progress(@CurrentActor() actor: Actor, @CurrentView() view: View, @Param('importId') id: string, @Query('overnemen') wanted: unknown, @Res({ passthrough: true }) reply: FastifyReply): Promise<string> {
    const list = await this.imports.find(actor, id);
    if (list.state !== 'parsing' && list.state !== 'applying') reply.header('hx-redirect', `/relaties/inlezen/${list.id}${wanted === undefined ? '' : '?overnemen=1'}`);
    return view.part(<ImportProgress {...list} />);
  }

  @Post('inlezen/:importId/kolommen')
  async mend(@CurrentActor() actor: Actor, @CurrentView() view: View, @Param('importId') id: string, @Body() body: Record<string, unknown>, @Res() reply: FastifyReply): Promise<void> {
    const { wish, errors } = columnsFrom(body);
    if (Object.keys(errors).length > 0) return void (await reply.status(422).send(view.page(<ImportPage list={await this.imports.find(actor, id)} typed={body} errors={errors} />)));
    await settled(await this.imports.beginAgain(actor, id, wish));
    await reply.redirect(`/relaties/inlezen/${id}`, 303);
  }

  @Post('inlezen/:importId/overnemen')
  async apply(@CurrentActor() actor: Actor, @Param('importId') id: string, @Res() reply: FastifyReply): Promise<void> {
    if ((await this.imports.find(actor, id)).state !== 'applied') await settled(await this.imports.beginApply(actor, id));
    await reply.redirect(`/relaties/inlezen/${id}?overnemen=1`, 303);
  }

  @Get('inlezen/:importId/rijen')
  async rows(@CurrentActor() actor: Actor, @CurrentView() view: View, @Param('importId') id: string, @Query('oordeel') asked: unknown, @Query('na') after: unknown): Promise<string> {
    const list = await this.imports.find(actor, id);
    const verdict = VERDICTS.find((each) => each === asked) ?? 'refused';
    const rest = (list.report?.rows ?? []).filter((row) => row.verdict === verdict && row.row > (Number(after) || 0));
    const rows = rest.slice(0, ROWS_PER_PAGE);
    return view.page(<ImportRowsPage list={list} verdict={verdict} rows={rows} next={rest.length > rows.length ? rows.at(-1)!.row : null} />);
  }

  /** The rows that did not take part, with what to do about them. */
  @Get('inlezen/:importId/geweigerd.csv')
  @Header('content-type', 'text/csv; charset=utf-8')
  @Header('content-disposition', 'attachment; filename="geweigerde-rijen.csv"')
  async refused(@CurrentActor() actor: Actor, @Param('importId') id: string): Promise<string> {
    return refusedCsv((await this.imports.find(actor, id)).report);
  }

  private async upload(view: View, actor: Actor, typed: Record<string, unknown>, errors: FormErrors): Promise<string> {
    return view.page(<UploadPage typed={typed} errors={errors} earlier={await this.imports.list(actor, 5)} />);
  }
}

/** Waits until the list is read, but not for long. */
async function settled({ done }: BegunImport): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  await Promise.race([done, new Promise((resolve) => (timer = setTimeout(resolve, PATIENCE)))]);
  clearTimeout(timer);
}

/** Which column the person chose for each field; a field that no column holds is left out on purpose. */
function columnsFrom(body: Record<string, unknown>): { wish: ColumnWish; errors: FormErrors } {
  const wish: ColumnWish = Object.fromEntries(IMPORT_FIELDS.map((field) => [field, null]));
  const errors: FormErrors = {};
  for (const [name, chosen] of Object.entries(body)) {
    const column = /^column\.(\d{1,3})$/.exec(name)?.[1];
    const field = IMPORT_FIELDS.find((each) => each === chosen);
    if (column === undefined || field === undefined) continue;
    if (wish[field] !== null) errors[name] = `Kies ‘${FIELD_LABELS[field]}’ voor één kolom, niet voor twee.`;
    else wish[field] = Number(column) + 1;
  }
  return { wish, errors };
}
