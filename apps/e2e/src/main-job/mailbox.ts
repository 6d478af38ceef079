/** A mail as /postvak lists it for programs. */
export interface ListedMail {
  id: string;
  kind: string;
  to: string;
  subject: string;
  /** The Date header: when the platform thought it left. */
  date: string;
  links: string[];
}

/** The mailbox and the time machine of a started Bijeen, as a script uses them. */
export class Mailbox {
  constructor(private readonly url: string) {}

  async list(): Promise<ListedMail[]> {
    const response = await fetch(`${this.url}/postvak/berichten.json`);
    return ((await response.json()) as { items: ListedMail[] }).items;
  }

  /** Text part and all, as it went over the line. */
  async raw(id: string): Promise<string> {
    return (await fetch(`${this.url}/postvak/berichten/${id}.eml`)).text();
  }

  async travelTo(moment: string): Promise<{ now: string; done: boolean }> {
    const response = await fetch(`${this.url}/postvak/klok`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ now: moment }) });
    return (await response.json()) as { now: string; done: boolean };
  }
}
