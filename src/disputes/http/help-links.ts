import { Injectable } from '@nestjs/common';
import { ApiProperty } from '@nestjs/swagger';
import type { Language } from '../../foundation/identity/index.js';

/** An article that explains something. */
export class HelpLink {
  @ApiProperty({ example: 'offers' })
  readonly slug: string;
  @ApiProperty({ example: 'Making and answering offers' })
  readonly title: string;
  @ApiProperty({ example: '/v1/help/offers' })
  readonly href: string;
}

/** Who would need help. */
export interface HelpAsked {
  readonly policy: string;
  readonly language: Language;
  readonly role: string;
  readonly reason: string;
}

/** Tells for each action which article explains it to that reader. It is asked for every answer: it must have it at hand. */
export type HelpFor = (asked: HelpAsked) => ReadonlyMap<string, HelpLink>;

const NONE: ReadonlyMap<string, HelpLink> = new Map();

/** Where whoever has articles leaves word of them: a dispute names them and knows nothing else of help. */
@Injectable()
export class HelpLinks {
  #find: HelpFor = () => NONE;

  provide(find: HelpFor): void {
    this.#find = find;
  }

  for(asked: HelpAsked): ReadonlyMap<string, HelpLink> {
    return this.#find(asked);
  }
}
