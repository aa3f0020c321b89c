export { Answer, type AnswerParts } from './answer.js';
export { HttpModule } from './http.module.js';
export { documentedBy } from './documented-by.js';
export { IF_MATCH_HEADER, IfMatch, parseIfMatch, RequiredIfMatch, requireIfMatch } from './if-match.js';
export { registerJsonParser } from './json-body.js';
export { Lang, LANGUAGE_HEADER, languageOf } from './language.js';
export { decodeCursor, DEFAULT_LIMIT, encodeCursor, MAX_LIMIT, pageOf, parseLimit, type CursorPosition, type Page } from './pages.js';
export { IsTimestamp } from './timestamps.js';
export { HTTP_LIMITS, registerHttp } from './register.js';
