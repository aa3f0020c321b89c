import { Module } from '@nestjs/common';
import { SandboxClock } from './sandbox-clock.js';
import { SandboxTokens } from './sandbox-tokens.js';
import { UploadPageController } from './upload-page.js';
import { SandboxController } from './sandbox.controller.js';

/** Part of the application only when SANDBOX=1: outside it these routes do not exist at all. */
@Module({ controllers: [SandboxController, UploadPageController], providers: [SandboxClock, SandboxTokens] })
export class SandboxModule {}
