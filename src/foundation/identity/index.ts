export { Access, type AccessPolicy } from './access.js';
export { CurrentCaller, callerOf, isStaff, LANGUAGES, ROLES, type Caller, type Language, type Role } from './caller.js';
