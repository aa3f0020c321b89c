export { RateLimit } from './rate-limit.js';
export { RATE_ENTITIES } from './rate-limit.row.js';
export { RatesModule } from './rates.module.js';
