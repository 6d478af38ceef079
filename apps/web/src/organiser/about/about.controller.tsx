import { Controller, Get } from '@nestjs/common';
import { View } from '@bijeen/ui';
import { CurrentView, Policy } from '../../security/policy.js';
import { AboutPage } from './about.page.js';

/** What Bijeen is, what it is built on and on whose facts it stands. */
@Controller('over')
@Policy('public')
export class AboutController {
  @Get()
  show(@CurrentView() view: View): string {
    return view.page(<AboutPage />);
  }
}
