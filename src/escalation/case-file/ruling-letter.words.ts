import { rulingView, type EvidenceItem, type RulingRecord } from '../../disputes/index.js';
import { kindsInWords } from '../../policy/index.js';
import { rulingInWords, type Section, type Telling } from './ruling.words.js';
import { CASE_WORDS } from './words/words.js';

/** For whom a letter about a ruling is written, and which pieces its dispute has. */
export interface LetterTelling extends Pick<Telling, 'side' | 'language' | 'number'> {
  readonly evidence: readonly Pick<EvidenceItem, 'id' | 'kind' | 'by'>[];
}

/**
 * A ruling's statement of reasons for a letter to one side: everything but how to appeal, which a letter says with its
 * deadline by the reader's own clock, and the fingerprint, which nobody checks in a letter. Nothing where it was erased.
 */
export function rulingInLetter(ruling: RulingRecord, { evidence, ...telling }: LetterTelling): Section[] {
  if (ruling.document === null) return [];
  const { appeal, fingerprint } = CASE_WORDS[telling.language].headings;
  const sections = rulingInWords(rulingView(ruling), { ...telling, nameOf: namesFor(evidence, telling.language) });
  return sections.filter(({ heading }) => heading !== appeal && heading !== fingerprint);
}

/** Pieces as people call them: the buyer’s second photo, not its id. */
function namesFor(evidence: LetterTelling['evidence'], language: Telling['language']): Telling['nameOf'] {
  const names = new Map(evidence.map(({ id, kind, by }, index) => {
    const number = evidence.slice(0, index + 1).filter((piece) => piece.kind === kind && piece.by === by).length;
    return [id, `${kindsInWords([kind], language)} ${number} ${CASE_WORDS[language].by[by]}`];
  }));
  return (id) => names.get(id) ?? id;
}
