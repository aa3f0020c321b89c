export { Answer, type AnswerParts } from './answer.js';
export { HttpModule } from './http.module.js';
export { IfMatch, RequiredIfMatch } from './if-match.js';
export { registerJsonParser } from './json-body.js';
export { Lang, languageOf } from './language.js';
export { decodeCursor, DEFAULT_LIMIT, encodeCursor, MAX_LIMIT, pageOf, parseLimit, type CursorPosition, type Page } from './pages.js';
export { HTTP_LIMITS, registerHttp } from './register.js';
