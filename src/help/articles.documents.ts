import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';
import { z } from 'zod';
import { HELP_LANGUAGES, HELP_ROLES, type Aim, type Article, type HelpLanguage } from './domain/article.js';

const words = z.string().min(1).regex(/^[^{}]+$/, 'must have no figures: it is shown where nothing fills them');
const names = z.array(z.string().min(1)).default([]);
const head = z.strictObject({
  title: words.max(70), summary: words.max(160), roles: z.array(z.enum(HELP_ROLES)).min(1), reasons: names, states: names, actions: names, words: z.string().default(''), order: z.int().default(50),
});

const FILE = /^---\n(?<head>.*?)\n---\n(?<text>.*)$/s;
const SLUG = /^[a-z]+(?:-[a-z]+)*$/;

/** Every article by language and slug. */
export type Articles = Readonly<Record<HelpLanguage, ReadonlyMap<string, Article>>>;

/** `help/` lies at the project's root, and beside the program in what was built. */
export function helpFolder(from = dirname(fileURLToPath(import.meta.url))): string {
  const folder = join(from, 'help');
  if (existsSync(join(folder, 'en'))) return folder;
  if (from === dirname(from)) throw new Error('no folder "help" with articles above the program');
  return helpFolder(dirname(from));
}

/** The article in one file, or what is wrong with it. */
export function articleIn(slug: string, file: string): Article | string[] {
  const { head: matter, text } = FILE.exec(file)?.groups ?? {};
  if (matter === undefined || text === undefined) return ['has no front matter between two lines of ---'];
  if (!SLUG.test(slug)) return ['its name is not of lower case words with - between them'];
  const parsed = head.safeParse(parse(matter));
  if (!parsed.success) return parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);
  return { slug, ...parsed.data, text: text.trim() };
}

const aimOf = ({ roles, reasons, states, actions, order }: Aim): string => JSON.stringify({ roles, reasons, states, actions, order });

const placeholdersIn = (text: string): string[] => [...new Set([...text.matchAll(/\{\{(.*?)\}\}/g)].map(([, name = '']) => name))].sort();
const linksIn = (text: string): string[] => [...new Set([...text.matchAll(/\]\((.*?)\)/g)].map(([, target = '']) => target))].sort();

/** What the languages do not have alike: articles, aims, figures, links. And links that lead nowhere. */
export function differencesIn(articles: Articles): string[] {
  const slugs = [...new Set(HELP_LANGUAGES.flatMap((language) => [...articles[language].keys()]))].sort();
  return slugs.flatMap((slug) => {
    const missing = HELP_LANGUAGES.filter((language) => !articles[language].has(slug));
    if (missing.length > 0) return missing.map((language) => `${language}/${slug}.md is missing`);
    const [one, ...others] = HELP_LANGUAGES.map((language) => articles[language].get(slug)!);
    const unlike = (what: string, of: (article: Article) => string): string[] => (others.every((other) => of(other) === of(one!)) ? [] : [`${slug}: the languages have other ${what}`]);
    const lost = linksIn(one!.text).filter((target) => !slugs.includes(target)).map((target) => `${slug}: there is no article "${target}" to link to`);
    return [
      ...unlike('aims', aimOf), ...unlike('figures', ({ text }) => placeholdersIn(text).join()), ...unlike('links', ({ text }) => linksIn(text).join()), ...lost,
    ];
  });
}

function articlesOf(folder: string, language: HelpLanguage, faults: string[]): Map<string, Article> {
  const read = new Map<string, Article>();
  for (const file of readdirSync(join(folder, language)).filter((name) => name.endsWith('.md')).sort()) {
    const slug = file.slice(0, -3);
    const article = articleIn(slug, readFileSync(join(folder, language, file), 'utf8'));
    if (Array.isArray(article)) faults.push(...article.map((fault) => `${language}/${file}: ${fault}`));
    else read.set(slug, article);
  }
  return read;
}

/** All articles. A fault in any of them stops the boot, and all faults are told at once. */
export function readArticles(folder: string): Articles {
  const faults: string[] = [];
  const articles = { en: articlesOf(folder, 'en', faults), es: articlesOf(folder, 'es', faults) };
  faults.push(...differencesIn(articles));
  if (faults.length > 0) throw new Error(`faulty articles of help:\n${faults.map((fault) => `  ${fault}`).join('\n')}`);
  return articles;
}
