import { Global, Module } from '@nestjs/common';
import { APP_GUARD, DiscoveryModule } from '@nestjs/core';
import { Config } from '../config/config.js';
import { AccessCheck } from './access-check.js';
import { AccessGuard } from './access.guard.js';
import { tokenKeysFrom } from './token-keys.js';
import { TOKEN_KEYS, TokenVerifier } from './token-verifier.js';

/** Who calls, and whether they may: one guard before every route of every module. */
@Global()
@Module({
  imports: [DiscoveryModule],
  providers: [
    { provide: TOKEN_KEYS, inject: [Config], useFactory: tokenKeysFrom },
    TokenVerifier,
    AccessCheck,
    { provide: APP_GUARD, useClass: AccessGuard },
  ],
  exports: [TokenVerifier],
})
export class IdentityModule {}
