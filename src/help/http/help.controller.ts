import { Controller, Get, Headers, Param, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { Answer, decodeCursor, Lang, pageOf, parseLimit } from '../../foundation/http/index.js';
import { Access, type Language } from '../../foundation/identity/index.js';
import { problem } from '../../foundation/problems/problem.js';
import { markOf, type Edition, type Page } from '../edition.js';
import { HelpService } from '../help.service.js';
import { HelpPolicyQuery, HelpQuery } from './help.query.js';
import { helpArticleView, HelpArticleView, HelpPageView, helpSummaryView } from './help.view.js';

/** Short enough that a correction is seen soon; with the ETag asking again costs nothing. */
const CACHE = 'public, max-age=300';
const ETAG = { ETag: { description: 'For If-None-Match: changes with the words and with the policy’s figures.', schema: { type: 'string', example: '"0oXbzhWvYLH3mX4p"' } } } as const;
const UNCHANGED = { status: 304, description: 'It is what If-None-Match names.' } as const;

/** Articles for people who do not know what to do next. No secret: anybody may read and keep them. */
@ApiTags('help')
@Access('public')
@Controller('v1/help')
export class HelpController {
  constructor(private readonly help: HelpService) {}

  @Get()
  @ApiOperation({
    operationId: 'listHelp', summary: 'Articles that help, the closest first',
    description: 'By reason, state and role of a dispute, or by words. An article without a reason or a state helps with any. Every action of a dispute links the article that explains it.',
  })
  @ApiOkResponse({ type: HelpPageView, headers: ETAG })
  @ApiResponse(UNCHANGED)
  list(@Query() query: HelpQuery, @Lang() language: Language, @Headers('if-none-match') known?: string): Answer {
    const edition = this.editionFor(language, query.policy);
    const { reason, state, role, q } = query;
    const filterKey = JSON.stringify(['help', edition.policy, language, reason, state, role, q]);
    const pages = after(this.help.find(edition, { reason, state, role, words: q }), decodeCursor(filterKey, query.cursor)?.[0]);
    const page = pageOf(pages, parseLimit(query.limit), { filterKey, positionOf: ({ slug }) => [slug], viewOf: helpSummaryView });
    return answer(page, markOf(edition, filterKey, query.cursor, query.limit), edition, known);
  }

  @Get(':slug')
  @ApiOperation({ operationId: 'getHelp', summary: 'An article', description: 'Its days and amounts are those of the policy.' })
  @ApiOkResponse({ type: HelpArticleView, headers: ETAG })
  @ApiResponse(UNCHANGED)
  read(@Param('slug') slug: string, @Query() { policy }: HelpPolicyQuery, @Lang() language: Language, @Headers('if-none-match') known?: string): Answer {
    const edition = this.editionFor(language, policy);
    const page = edition.pages.get(slug);
    if (page === undefined) throw problem('not_found');
    return answer(helpArticleView(page, edition), markOf(edition, slug), edition, known);
  }

  private editionFor(language: Language, policy: string | undefined): Edition {
    const edition = this.help.edition(language, policy);
    if (edition === null) throw problem('not_found');
    return edition;
  }
}

/** An article that is no longer in the list was taken away since: the reader begins again. */
function after(pages: readonly Page[], slug: string | number | undefined): readonly Page[] {
  if (slug === undefined) return pages;
  return pages.slice(pages.findIndex((page) => page.slug === slug) + 1);
}

function answer(body: object, etag: string, { language }: Edition, known: string | undefined): Answer {
  const headers = { 'Cache-Control': CACHE, Vary: 'Accept-Language', 'Content-Language': language };
  const isKnown = known?.split(',').some((tag) => [`"${etag}"`, '*'].includes(tag.trim().replace(/^W\//, ''))) ?? false;
  return isKnown ? new Answer(304, null, { etag, headers }) : new Answer(200, body, { etag, headers });
}
