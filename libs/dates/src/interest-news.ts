import { CheckedMails, type MailBlock, type MailContent } from '@bijeen/mail';
import { senderOfMails } from '@bijeen/mailings';
import { loadMeeting, type Meeting } from '@bijeen/meetings';
import { Clock, clockTime, Config, DueWork, longDate, TenantDatabase } from '@bijeen/platform';
import { Injectable, type OnModuleInit } from '@nestjs/common';
import { meetingsToTellOf, publicPath, takeToTell } from './interest.queries.js';

/** Tells the people on the interest list that there is a new date, once; whoever was asked again as a guest knows already. */
@Injectable()
export class InterestNews implements OnModuleInit {
  constructor(
    private readonly db: TenantDatabase,
    private readonly mails: CheckedMails,
    private readonly clock: Clock,
    private readonly config: Config,
    private readonly dueWork: DueWork,
  ) {}

  onModuleInit(): void {
    this.dueWork.register('interest to tell', async () => this.tellDue());
  }

  /** Looks at every meeting that has a date again; says how many mails were written. */
  async tellDue(): Promise<number> {
    const due = await this.db.asWorker(async (tx) => meetingsToTellOf(tx, this.clock.now()));
    let told = 0;
    for (const which of due) {
      const written = await this.tell(which);
      if (written > 0) await this.mails.wake(which.organisationId);
      told += written;
    }
    return told;
  }

  private async tell(which: { organisationId: string; meetingId: string }): Promise<number> {
    return this.db.transaction(which, async (tx) => {
      const meeting = await loadMeeting(tx, which.meetingId, true);
      const people = await takeToTell(tx, which, this.clock.now());
      const path = await publicPath(tx, which);
      const { name, senderName, replyTo, colour } = await senderOfMails(tx, which.organisationId);
      const content = newDateMail({ meeting, url: path && `${this.config.publicUrl}${path}`, sender: { name: senderName || name, replyTo, colour } });
      const recipients = people.map(({ id, invitationId, name: to, salutation, email }) => ({ invitationId, recipientKey: `interest:${id}`, address: email, name: to, values: { aanhef: salutation }, links: {}, calendar: null, revision: meeting.revision }));
      return (await this.mails.write(tx, which, [{ meetingId: which.meetingId, kind: 'new-date', variant: '', content, recipients }])).written;
    });
  }
}

/** The one mail that somebody on the list asked for. */
export function newDateMail({ meeting, url, sender }: { meeting: Meeting; url: string | null; sender: MailContent['sender'] }): MailContent {
  const way: MailBlock[] = url === null
    ? [{ kind: 'text', text: 'Wilt u komen? Laat het weten aan {contactpersoon}: {contact_email}.' }]
    : [{ kind: 'text', text: 'Wilt u komen? Op onze pagina leest u meer, ook over het aanvragen van een plaats.' }, { kind: 'buttons', buttons: [{ label: 'Bekijk de bijeenkomst', address: url, style: 'primary' }] }];
  return {
    subject: 'Er is een nieuwe datum: {titel}',
    preheader: '{datum}, {begintijd} uur, {locatie}',
    blocks: [
      { kind: 'text', text: '{aanhef},\n\nU wilde het horen als er een nieuwe datum is voor “{titel}”. Die is er: {datum}, van {begintijd} tot {eindtijd} uur. De plaats is {locatie} in {plaats}.' },
      ...way,
      { kind: 'small', text: 'U krijgt deze mail één keer, omdat u daarom vroeg.' },
    ],
    sender,
    unsubscribe: false,
    values: {
      titel: meeting.title, datum: longDate(meeting.startsAt), begintijd: clockTime(meeting.startsAt), eindtijd: clockTime(meeting.endsAt), locatie: meeting.venueName, plaats: meeting.venuePlace,
      contactpersoon: meeting.contactName, contact_email: meeting.contactEmail,
    },
  };
}
