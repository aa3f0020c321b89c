import type { EvidenceCounts, EvidenceKind, Label } from './policy.js';

type Language = keyof Label;

const ONE: Record<EvidenceKind, Label> = {
  photo: { en: 'photo', es: 'foto' },
  video: { en: 'video', es: 'vídeo' },
  document: { en: 'document', es: 'documento' },
};

/** "photo or video": any of these will do. */
export function kindsInWords(kinds: readonly EvidenceKind[], language: Language): string {
  return new Intl.ListFormat(language, { type: 'disjunction' }).format(kinds.map((kind) => ONE[kind][language]));
}

/** "2 photos" or "1 foto y 1 vídeo": one alternative of what a reason asks for. */
export function evidenceInWords(counts: EvidenceCounts, language: Language): string {
  const parts = Object.entries(counts).map(([kind, count]) => {
    const one = ONE[kind as EvidenceKind][language];
    return `${count} ${count === 1 ? one : `${one}s`}`;
  });
  return new Intl.ListFormat(language, { type: 'conjunction' }).format(parts);
}
