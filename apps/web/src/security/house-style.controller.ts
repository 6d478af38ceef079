import { Controller, Get, Param, Res } from '@nestjs/common';
import { OrganisationsService, ownColours } from '@bijeen/organisations';
import { DomainError, isUuid } from '@bijeen/platform';
import type { FastifyReply } from 'fastify';
import { Policy } from './policy.js';

/** The look of an organisation, for everybody who sees its pages: its colour as a style sheet, so that no page needs style inside, and its logo. */
@Controller('huisstijl')
@Policy('public')
export class HouseStyleController {
  constructor(private readonly organisations: OrganisationsService) {}

  /** `/huisstijl/0b6b68.css`: follows from the colour alone, so it may be kept for ever. */
  @Get(':file')
  async colours(@Param('file') file: string, @Res() reply: FastifyReply): Promise<void> {
    const colour = /^([0-9a-f]{6})\.css$/.exec(file)?.[1];
    if (!colour) throw new DomainError('not-found');
    const { light, dark } = ownColours(`#${colour}`);
    const rule = ({ colour: own, on }: { colour: string; on: string }): string => `:root { --own: ${own}; --on-own: ${on}; }`;
    await reply.type('text/css; charset=utf-8').header('cache-control', 'public, max-age=31536000, immutable').send(`${rule(light)}\n@media (prefers-color-scheme: dark) { ${rule(dark)} }\n`);
  }

  /** Bytes that were sniffed as PNG or JPEG; should a browser take them for a page all the same, then nothing in it may run (R31). */
  @Get('logo/:organisationId')
  async logo(@Param('organisationId') organisationId: string, @Res() reply: FastifyReply): Promise<void> {
    const logo = isUuid(organisationId) ? await this.organisations.logo(organisationId) : null;
    if (!logo) throw new DomainError('not-found');
    await reply.type(logo.type).header('content-security-policy', "default-src 'none'; sandbox").header('content-disposition', 'inline; filename="logo"').header('cache-control', 'public, max-age=300').send(logo.bytes);
  }
}
