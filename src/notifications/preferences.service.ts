import { Injectable } from '@nestjs/common';
import type { Language } from '../foundation/identity/index.js';
import { problem, type Fault } from '../foundation/problems/problem.js';
import { CHOICES, choiceOf, type Choice } from './domain/preferences.js';
import { MailLinks } from './mail/links.js';
import { unsubscribePage } from './mail/unsubscribe-page.js';
import { write } from './mail/words/words.js';
import { PreferencesRepository } from './store/preferences.repository.js';

export interface Wish {
  readonly notification: string;
  readonly enabled: boolean;
}

export interface Preference extends Choice {
  readonly title: string;
  readonly enabled: boolean;
}

const fault = (index: number, code: 'unknown' | 'mandatory'): Fault =>
  ({ pointer: `/preferences/${index}`, ...(code === 'unknown' ? { code, says: 'unknown_notification' } : { code }) });

/** What people choose to be told, and what they cannot choose. */
@Injectable()
export class PreferencesService {
  constructor(
    private readonly repository: PreferencesRepository,
    private readonly links: MailLinks,
  ) {}

  async read(accountId: string, lang: Language): Promise<Preference[]> {
    const muted = await this.repository.muted(accountId);
    return CHOICES.map((choice) => ({ ...choice, title: write(lang, `kinds.${choice.notification}`), enabled: choice.mandatory || !muted.includes(choice.notification) }));
  }

  /** Replaces all choices: what is not named is on. Refused as a whole where one thing cannot be chosen. */
  async replace(accountId: string, wishes: readonly Wish[]): Promise<void> {
    const errors = wishes.flatMap(({ notification, enabled }, index) => {
      const choice = choiceOf(notification);
      if (choice === undefined) return [fault(index, 'unknown')];
      return choice.mandatory && !enabled ? [fault(index, 'mandatory')] : [];
    });
    if (errors.length > 0) throw problem('invalid', undefined, { errors });
    await this.repository.replace(accountId, [...new Set(wishes.filter(({ enabled }) => !enabled).map(({ notification }) => notification))]);
  }

  /** The page behind a letter's link: it asks, because programs that look at mails follow links as well. */
  async ask(token: string, lang: Language): Promise<string> {
    return this.page(await this.unsubscriptionOf(token), lang, false);
  }

  /** Stops the letters the link is about, without a login. The same again changes nothing. */
  async unsubscribe(token: string, lang: Language): Promise<string> {
    const found = await this.unsubscriptionOf(token);
    if (!found.choice.mandatory) await this.repository.mute(found.accountId, found.choice.notification);
    return this.page(found, lang, true);
  }

  private page({ choice }: { choice: Choice }, lang: Language, isDone: boolean): string {
    return unsubscribePage({ lang, kind: write(lang, `kinds.${choice.notification}`), state: choice.mandatory ? 'locked' : isDone ? 'done' : 'asks' });
  }

  private async unsubscriptionOf(token: string): Promise<{ accountId: string; choice: Choice }> {
    const found = await this.links.unsubscription(token);
    const choice = found === null ? undefined : choiceOf(found.template);
    if (found === null || choice === undefined) throw problem('not_found');
    return { accountId: found.accountId, choice };
  }
}
