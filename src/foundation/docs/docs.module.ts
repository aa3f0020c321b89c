import { Module } from '@nestjs/common';
import { DocsController } from './docs.controller.js';

/** The contract for people: `/docs`, `/docs/problems`, `/openapi.yaml`. */
@Module({ controllers: [DocsController] })
export class DocsModule {}
