import { createHash } from 'node:crypto';
import MarkdownIt from 'markdown-it';
import type { Policy } from '../policy/index.js';
import type { Articles } from './articles.documents.js';
import type { Aim, Article, HelpLanguage } from './domain/article.js';
import { figuresOf, type Figures } from './figures.js';

/** An article as it is read: with the figures of one policy, in one language. */
export interface Page extends Aim {
  readonly slug: string;
  readonly title: string;
  readonly summary: string;
  readonly words: string;
  readonly markdown: string;
  readonly html: string;
  readonly href: string;
}

/** All articles of one language with the figures of one policy. */
export interface Edition {
  readonly language: HelpLanguage;
  readonly policy: string;
  readonly pages: ReadonlyMap<string, Page>;
  /** Changes whenever a word or a figure does. */
  readonly mark: string;
}

/** HTML in an article is shown, not obeyed; pictures and addresses elsewhere are not for articles. */
const MARKDOWN = new MarkdownIt({ html: false, linkify: false, breaks: false }).disable(['image', 'autolink']);

const hashOf = (value: unknown): string => createHash('sha256').update(JSON.stringify(value)).digest('base64url').slice(0, 16);

/** What tells one answer from every other: changes with the words, the figures and what was asked. */
export const markOf = ({ mark }: Edition, ...asked: readonly (string | undefined)[]): string => hashOf([mark, asked]);

const PLACEHOLDER = /\{\{(.*?)\}\}/g;
const LINK = /\[([^\]]+)\]\(([a-z-]+)\)/g;

function filled(text: string, figures: Figures, slug: string): string {
  return text.replace(PLACEHOLDER, (_all, name: string) => {
    const figure = figures.get(name);
    if (figure === undefined) throw new Error(`the article ${slug} names a figure that no policy has: ${name}`);
    return figure;
  });
}

/** Where the articles of an edition are found; undefined for one that it does not have. */
type HrefOf = (slug: string) => string | undefined;

function pageOf({ text, slug, ...rest }: Article, figures: Figures, hrefOf: HrefOf): Page {
  const markdown = filled(text, figures, slug).replace(LINK, (_all, words: string, target: string) => {
    const href = hrefOf(target);
    return href === undefined ? words : `[${words}](${href})`;
  });
  return { ...rest, slug, markdown, html: MARKDOWN.render(markdown), href: hrefOf(slug)! };
}

/** A policy without a reason has no use for articles about that reason alone. */
const isOf = ({ reasons }: Article, policy: Policy): boolean => reasons.length === 0 || reasons.some((reason) => reason in policy.reasons);

/** Everything is filled in and rendered here, once: nothing of it is left to a request. The current policy's pages have the plain address. */
export function editionOf(articles: Articles, policy: Policy, isCurrent: boolean, language: HelpLanguage): Edition {
  const figures = figuresOf(policy, language);
  const own = [...articles[language].values()].filter((article) => isOf(article, policy));
  const hrefs = new Map(own.map(({ slug }) => [slug, `/v1/help/${slug}${isCurrent ? '' : `?policy=${policy.id}`}`]));
  const pages = own.map((article) => pageOf(article, figures, (slug) => hrefs.get(slug)));
  return { language, policy: policy.id, pages: new Map(pages.map((page) => [page.slug, page])), mark: hashOf(pages) };
}
