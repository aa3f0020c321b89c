import { Injectable, type OnModuleInit } from '@nestjs/common';
import { HelpLinks, type HelpAsked, type HelpLink } from '../disputes/index.js';
import { policiesFolder, PolicyService, readPolicies } from '../policy/index.js';
import { helpFolder, readArticles } from './articles.documents.js';
import { byCloseness, HELP_LANGUAGES, helpsWith, type HelpLanguage, type Need } from './domain/article.js';
import { editionOf, type Edition, type Page } from './edition.js';
import { Finder } from './finder.js';

/** What somebody asks for help with. */
export interface Question extends Need {
  readonly words?: string | undefined;
}

interface Shelf {
  readonly edition: Edition;
  readonly finder: Finder;
}

/** Help where it is needed: articles with the figures of the policy that somebody's dispute lives under. */
@Injectable()
export class HelpService implements OnModuleInit {
  readonly #shelves: ReadonlyMap<string, Shelf>;
  /** For each kind of reader which article helps with which action: as many as there are policies, languages, roles and reasons. */
  readonly #links = new Map<string, ReadonlyMap<string, HelpLink>>();

  constructor(
    private readonly policies: PolicyService,
    private readonly links: HelpLinks,
  ) {
    const articles = readArticles(helpFolder());
    this.#shelves = new Map([...readPolicies(policiesFolder()).values()].flatMap((policy) => {
      const editions = HELP_LANGUAGES.map((language) => editionOf(articles, policy, policy.id === policies.current.id, language));
      return editions.map((edition): [string, Shelf] => {
        const other = editions.find((each) => each !== edition)!;
        return [`${policy.id} ${edition.language}`, { edition, finder: new Finder(edition, other) }];
      });
    }));
  }

  onModuleInit(): void {
    this.links.provide((asked) => this.linksFor(asked));
  }

  /** The edition of a policy, or of the one that new disputes open under; null where there is no such policy. */
  edition(language: HelpLanguage, policy = this.policies.current.id): Edition | null {
    return this.#shelves.get(`${policy} ${language}`)?.edition ?? null;
  }

  /** The articles that help with a question, the closest first; with words, those that have them, the best first. */
  find(edition: Edition, { words, ...need }: Question): Page[] {
    const helpful = [...edition.pages.values()].filter((page) => helpsWith(page, need));
    if (words === undefined) return helpful.sort(byCloseness(need));
    const found = this.#shelves.get(`${edition.policy} ${edition.language}`)!.finder.find(words);
    const bySlug = new Map(helpful.map((page) => [page.slug, page]));
    return found.flatMap((slug) => bySlug.get(slug) ?? []);
  }

  private linksFor(asked: HelpAsked): ReadonlyMap<string, HelpLink> {
    const key = JSON.stringify([asked.policy, asked.language, asked.role, asked.reason]);
    const known = this.#links.get(key);
    if (known !== undefined) return known;
    const made = this.linksMade(asked);
    this.#links.set(key, made);
    return made;
  }

  /** For each action the closest article that names it. */
  private linksMade({ policy, language, role, reason }: HelpAsked): ReadonlyMap<string, HelpLink> {
    const edition = this.edition(language, policy);
    const need = { role, reason };
    const pages = edition === null ? [] : this.find(edition, need);
    const links = new Map<string, HelpLink>();
    for (const { slug, title, href, actions } of pages) {
      for (const action of actions) if (!links.has(action)) links.set(action, { slug, title, href });
    }
    return links;
  }
}
