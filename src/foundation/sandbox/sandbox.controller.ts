import { Body, Controller, Get, HttpCode, Post } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Access } from '../identity/access.js';
import { parseAdvance } from './duration.js';
import { SandboxClock } from './sandbox-clock.js';
import { PEOPLE, SandboxTokens, type SandboxPerson } from './sandbox-tokens.js';
import { AdvanceBody, MintBody } from './sandbox.body.js';
import { ClockView, PeopleView, PersonView } from './sandbox.view.js';

/** What a developer needs to try the product alone: time that passes at will, and tokens for everybody. */
@ApiTags('sandbox')
@Access('sandbox')
@Controller('v1/sandbox')
export class SandboxController {
  constructor(
    private readonly clock: SandboxClock,
    private readonly tokens: SandboxTokens,
  ) {}

  @Post('clock/advance')
  @HttpCode(200)
  @ApiOperation({ operationId: 'advanceClock', summary: 'Let time pass, and everything happen that falls due meanwhile' })
  @ApiOkResponse({ type: ClockView })
  async advance(@Body() body: AdvanceBody): Promise<ClockView> {
    const now = await this.clock.advance(parseAdvance(body.by));
    return { now: new Date(now).toISOString() };
  }

  @Get('tokens')
  @ApiOperation({ operationId: 'listSandboxTokens', summary: 'The seeded people, each with a token' })
  @ApiOkResponse({ type: PeopleView })
  async people(): Promise<PeopleView> {
    const named = await Promise.all(Object.entries(PEOPLE).map(async ([name, person]) => [name, await this.personView(person)] as const));
    return Object.fromEntries(named) as unknown as PeopleView;
  }

  @Post('tokens')
  @ApiOperation({ operationId: 'mintSandboxToken', summary: 'A token for anybody' })
  @ApiCreatedResponse({ type: PersonView })
  mint(@Body() body: MintBody): Promise<PersonView> {
    return this.personView({ sub: body.sub, roles: body.roles ?? [], locale: body.locale });
  }

  private async personView(person: SandboxPerson): Promise<PersonView> {
    return { sub: person.sub, token: await this.tokens.mint(person) };
  }
}
