import { type MailText, MailTexts } from '@bijeen/mail';
import type { Meeting } from '@bijeen/meetings';
import { MunicipalityDirectory, Region } from '@bijeen/regions';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Host } from './answer.queries.js';
import { meetingWithHost } from './meeting-mails.queries.js';

/** What all invitations to a meeting have in common. */
export interface InvitationFrame {
  meeting: Meeting;
  host: Host;
  /** Guests can also answer with the buttons of their calendar. */
  buttons: boolean;
  /** What organisers wrote, by variant; `textFor` says who gets what. */
  written: Map<string, MailText>;
  /** Name of the saved region that the meeting is for. */
  region: string | null;
  municipalities: Map<string, string>;
  /** What stands above the text, for people whom a guest named. */
  note?: string | null;
}

/** Reads what the invitations to a meeting are made from. */
@Injectable()
export class InvitationFrames {
  constructor(
    private readonly texts: MailTexts,
    private readonly municipalities: MunicipalityDirectory,
  ) {}

  /** What all of them have in common, as it is now. @throws DomainError `meeting.not-found` */
  async of(tx: EntityManager, meeting: Meeting): Promise<InvitationFrame> {
    const { host, buttons } = await meetingWithHost(tx, meeting.organisationId, meeting.id);
    const written = await this.texts.written(tx, meeting.id, 'invitation');
    const region = meeting.regionId ? await tx.findOneBy(Region, { id: meeting.regionId }) : null;
    const names = (await this.municipalities.all()).map(({ code, shortName }): [string, string] => [code, shortName]);
    return { meeting, host, buttons, written, region: region?.name ?? null, municipalities: new Map(names) };
  }
}
