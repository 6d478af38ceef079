import { Controller, Get, Header } from '@nestjs/common';
import type { View } from '@bijeen/ui';
import { CurrentView, Policy } from '../security/policy.js';
import { RouteTable } from '../security/route-table.js';
import { DocsPage } from './docs.page.js';
import { openApi, operations } from './openapi.js';

/** The version of the REST interface: the first number rises when something that worked stops working. */
export const API_VERSION = '1.0.0';

/** What the REST interface can do, for programs and for people. */
@Controller('api')
@Policy('public')
export class DocsController {
  constructor(private readonly routes: RouteTable) {}

  @Get('openapi.json')
  @Header('content-type', 'application/json; charset=utf-8')
  document(): object {
    return openApi(this.routes.list(), API_VERSION);
  }

  @Get('docs')
  page(@CurrentView() view: View): string {
    return view.page(<DocsPage operations={operations(this.routes.list())} />);
  }
}
