import { Module, type DynamicModule, type Type } from '@nestjs/common';
import { MIGRATIONS } from '../migrations/index.js';
import { DisputesModule, ENTITIES as DISPUTES } from './disputes/index.js';
import { ENTITIES as ESCALATION, EscalationModule } from './escalation/index.js';
import { ENTITIES as EVIDENCE, EvidenceModule } from './evidence/index.js';
import { ClockModule } from './foundation/clock/clock.module.js';
import { ClockOffsetRow } from './foundation/clock/clock.row.js';
import type { Config } from './foundation/config/config.js';
import { ConfigModule } from './foundation/config/config.module.js';
import { DatabaseModule } from './foundation/database/database.module.js';
import { DocsModule } from './foundation/docs/docs.module.js';
import { HealthModule } from './foundation/health/health.module.js';
import { HttpModule } from './foundation/http/http.module.js';
import { IDEMPOTENCY_ENTITIES, IdempotencyModule } from './foundation/idempotency/index.js';
import { IdentityModule } from './foundation/identity/identity.module.js';
import { LoggingModule } from './foundation/logging/logging.module.js';
import { MetricsModule } from './foundation/metrics/metrics.module.js';
import { RATE_ENTITIES, RatesModule } from './foundation/rates/index.js';
import { SandboxModule } from './foundation/sandbox/index.js';
import { WorkersModule } from './foundation/workers/workers.module.js';
import { HelpModule } from './help/index.js';
import { ENTITIES as NOTIFICATIONS, NotificationsModule } from './notifications/index.js';
import { ENTITIES as ORDERS, OrdersModule } from './orders/index.js';
import { PolicyModule } from './policy/index.js';
import { ENTITIES as REFUNDS, RefundsModule } from './refunds/index.js';

type EntityClass = new () => object;

/** The business: one module and one list of entities per context, in the direction of the arrows. */
const CONTEXTS: readonly Type[] = [PolicyModule, OrdersModule, DisputesModule, EvidenceModule, EscalationModule, RefundsModule, NotificationsModule, HelpModule];

/** Every table there is. A table without an entity here fails the zero-drift test. */
export const ENTITIES: readonly EntityClass[] = [ClockOffsetRow, ...IDEMPOTENCY_ENTITIES, ...RATE_ENTITIES, ...ORDERS, ...DISPUTES, ...EVIDENCE, ...ESCALATION, ...REFUNDS, ...NOTIFICATIONS];

/** The whole application for one set of settings. */
@Module({})
export class AppModule {
  static with(config: Config): DynamicModule {
    return { module: AppModule, imports: [...foundation(config), ...CONTEXTS] };
  }
}

function foundation(config: Config): (Type | DynamicModule)[] {
  return [
    ConfigModule.with(config),
    LoggingModule,
    DatabaseModule.with({ entities: ENTITIES, migrations: MIGRATIONS }),
    ClockModule,
    WorkersModule,
    MetricsModule,
    HealthModule,
    DocsModule,
    IdentityModule,
    HttpModule,
    IdempotencyModule,
    RatesModule,
    ...(config.sandbox ? [SandboxModule] : []),
  ];
}
