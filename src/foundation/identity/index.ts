export { Access, type AccessPolicy } from './access.js';
export { CurrentCaller, callerOf, isStaff, LANGUAGES, ROLES, type Caller, type Language, type Role } from './caller.js';
export { IdentityModule } from './identity.module.js';
export { TokenVerifier } from './token-verifier.js';
export { tokenExpiryOf } from './token-expiry.js';
