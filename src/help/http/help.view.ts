import { ApiProperty } from '@nestjs/swagger';
import { PageView } from '../../foundation/http/index.js';
import type { Edition, Page } from '../edition.js';

/** An article as a list shows it. */
export class HelpSummaryView {
  @ApiProperty({ example: 'evidence-damaged' })
  slug: string;
  @ApiProperty({ example: 'It arrived damaged: what to show' })
  title: string;
  @ApiProperty({ example: 'Which pictures make a damage plain, and what the seller can show.' })
  summary: string;
  @ApiProperty({ example: '/v1/help/evidence-damaged' })
  href: string;
  @ApiProperty({ type: [String], description: 'Whom it is for.', example: ['buyer', 'seller'] })
  roles: string[];
  @ApiProperty({ type: [String], description: 'Reasons it is about; none: any.', example: ['damaged'] })
  reasons: string[];
  @ApiProperty({ type: [String], description: 'States and stages it is about; none: any.', example: [] })
  states: string[];
  @ApiProperty({ type: [String], description: 'Actions it explains.', example: ['add-evidence'] })
  actions: string[];
}

/** An article. */
export class HelpArticleView extends HelpSummaryView {
  @ApiProperty({ enum: ['en', 'es'], example: 'en' })
  language: string;
  @ApiProperty({ description: 'Whose figures it tells.', example: 'standard-1' })
  policy: string;
  @ApiProperty({ example: 'Show the damage from close by.' })
  markdown: string;
  @ApiProperty({ description: 'The same, rendered: paragraphs, lists, tables, emphasis and links to other articles; no scripts, styles or pictures.', example: '<p>Show the damage from close by.</p>\n' })
  html: string;
}

/** One page of articles, the most helpful first. */
export class HelpPageView extends PageView {
  @ApiProperty({ type: [HelpSummaryView] })
  data: HelpSummaryView[];
}

export function helpSummaryView({ slug, title, summary, href, roles, reasons, states, actions }: Page): HelpSummaryView {
  return { slug, title, summary, href, roles: [...roles], reasons: [...reasons], states: [...states], actions: [...actions] };
}

export function helpArticleView(page: Page, { language, policy }: Edition): HelpArticleView {
  return { ...helpSummaryView(page), language, policy, markdown: page.markdown, html: page.html };
}
