import { Module } from '@nestjs/common';
import { ReasonsController } from './http/reasons.controller.js';
import { PolicyService } from './policy.service.js';

@Module({ controllers: [ReasonsController], providers: [PolicyService], exports: [PolicyService] })
export class PolicyModule {}
