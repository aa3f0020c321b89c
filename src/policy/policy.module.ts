import { Module } from '@nestjs/common';
import { EvidenceExamplesController } from './http/evidence-examples.controller.js';
import { ReasonsController } from './http/reasons.controller.js';
import { PolicyService } from './policy.service.js';

@Module({ controllers: [ReasonsController, EvidenceExamplesController], providers: [PolicyService], exports: [PolicyService] })
export class PolicyModule {}
