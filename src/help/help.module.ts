import { Module } from '@nestjs/common';
import { DisputesModule } from '../disputes/index.js';
import { PolicyModule } from '../policy/index.js';
import { HelpService } from './help.service.js';
import { HelpController } from './http/help.controller.js';

/** Articles for people who do not know what to do next. */
@Module({ imports: [PolicyModule, DisputesModule], controllers: [HelpController], providers: [HelpService] })
export class HelpModule {}
