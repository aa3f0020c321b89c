import { Body, Controller, Get, Put } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Lang } from '../../foundation/http/index.js';
import { Access, CurrentCaller, type Caller, type Language } from '../../foundation/identity/index.js';
import { PreferencesService } from '../preferences.service.js';
import { PreferencesBody } from './preferences.body.js';
import { PreferencesView, preferencesView } from './preferences.view.js';

/** What the caller wants to be told. */
@ApiTags('events')
@Access('authenticated')
@Controller('v1/me/notification-preferences')
export class PreferencesController {
  constructor(private readonly preferences: PreferencesService) {}

  @Get()
  @ApiOperation({ operationId: 'getNotificationPreferences', summary: 'What the caller is told by e-mail' })
  @ApiOkResponse({ type: PreferencesView })
  async read(@CurrentCaller() { sub }: Caller, @Lang() lang: Language): Promise<PreferencesView> {
    return preferencesView(await this.preferences.read(sub, lang));
  }

  @Put()
  @ApiOperation({ operationId: 'putNotificationPreferences', summary: 'Choose what to be told by e-mail', description: 'Replaces all choices; what is not named is on.' })
  @ApiOkResponse({ type: PreferencesView })
  async replace(@Body() body: PreferencesBody, @CurrentCaller() { sub }: Caller, @Lang() lang: Language): Promise<PreferencesView> {
    await this.preferences.replace(sub, body.preferences);
    return preferencesView(await this.preferences.read(sub, lang));
  }
}
