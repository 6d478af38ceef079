import { Controller, Get, Header } from '@nestjs/common';
import { Clock, Config } from '@bijeen/platform';
import type { View } from '@bijeen/ui';
import { AccessibilityPage } from './accessibility.page.js';
import { CurrentView, Policy } from './policy.js';

/** RFC 9116, 2.5.5: less than a year ahead. */
const SIX_MONTHS_MS = 182 * 24 * 3_600_000;

/** What we promise about accessibility, and how to tell us about a hole. */
@Controller()
@Policy('public')
export class StatementsController {
  constructor(
    private readonly config: Config,
    private readonly clock: Clock,
  ) {}

  @Get('toegankelijkheid')
  accessibility(@CurrentView() view: View): string {
    return view.page(<AccessibilityPage contact={this.contact} />);
  }

  /** RFC 9116. It expires half a year after it was read, so it never goes stale while the server runs. */
  @Get('.well-known/security.txt')
  @Header('content-type', 'text/plain; charset=utf-8')
  security(): string {
    const expires = new Date(this.clock.now().getTime() + SIX_MONTHS_MS).toISOString();
    return `Contact: mailto:${this.contact}\nExpires: ${expires}\nPreferred-Languages: nl, en\nCanonical: ${this.config.publicUrl}/.well-known/security.txt\n`;
  }

  private get contact(): string {
    return `beheer@${this.config.mailDomain}`;
  }
}
