import { Injectable } from '@nestjs/common';
import {
  chartOf, DisputesService, Impediments, Readers, ReadingService, say, timelineOf, viewOf, type Dispute, type DisputeView, type Reader, type RulingView,
  type Sender, type TimelineEntryView,
} from '../../disputes/index.js';
import { EvidenceService } from '../../evidence/index.js';
import { moneyInWords } from '../../foundation/money.js';
import { problem } from '../../foundation/problems/problem.js';
import type { CaseFile } from './case-file.pdf.js';
import { rulingInWords, rulingText, rulingTitle, type Section, type Telling } from './ruling.words.js';
import { momentInWords } from '../moments.js';
import { CASE_WORDS } from './words/words.js';

const PAGE = 100;

type Piece = Awaited<ReturnType<EvidenceService['list']>>['pieces'][number];
type Side = Telling['side'];

/** One ruling with the dispute it belongs to, as its reader may see it. */
export interface RulingFound {
  readonly disputeId: string;
  readonly ruling: RulingView;
}

/** What happened, and which message or request it was: what was said with those stands elsewhere. */
interface Entry extends TimelineEntryView {
  readonly about: unknown;
}

type Messages = ReadonlyMap<unknown, string | null>;

interface Told {
  readonly view: DisputeView;
  readonly reader: Reader;
}

/** Rulings and whole cases in words, each for one reader and never with more than that reader may see. */
@Injectable()
export class CaseFileService {
  constructor(
    private readonly disputes: DisputesService,
    private readonly reading: ReadingService,
    private readonly readers: Readers,
    private readonly evidence: EvidenceService,
    private readonly impediments: Impediments,
  ) {}

  /** 404 for a ruling that is not there for this caller: of somebody else's dispute, or waiting for approval. */
  async ruling(id: string, sender: Sender): Promise<RulingFound> {
    const { ruling, dispute } = await this.find(id, sender);
    return { disputeId: dispute.id, ruling };
  }

  /** A ruling in plain words: a party's own text, for staff that of the side they ask for. */
  async rulingText(id: string, sender: Sender, wanted?: Side): Promise<string> {
    const { ruling, dispute, role, view } = await this.find(id, sender);
    const side = role === 'buyer' || role === 'seller' ? role : (wanted ?? 'buyer');
    const numbered = namesOf(dispute.facts.evidence.map((item) => item.id), sender.language);
    return rulingText(ruling, { side, language: sender.language, number: dispute.number, nameOf: numbered, appealUntil: appealUntilIn(view) });
  }

  /** Everything about a dispute that this caller may see. All of it is read before a word is written, so that a refusal is still one. */
  async caseFile(disputeId: string, sender: Sender): Promise<CaseFile> {
    const way = await this.reading.way(disputeId, sender.caller);
    if (way.role === 'arbitrator' || way.role === 'lead') await this.impediments.admit(disputeId, sender.caller.sub);
    const reader = this.readers.of(way.dispute, way.role, sender);
    const [entries, pieces, messages, chain] = await Promise.all([
      this.timeline(way.dispute, reader, sender), this.pieces(disputeId, sender), this.messages(disputeId, sender), this.reading.chain(disputeId, sender.caller),
    ]);
    const told = { view: viewOf(way.dispute, reader), reader };
    const svg = chartOf(way.steps, way.dispute.state, reader);
    return { ...opening(told, way.dispute.now), ...storyOf(told, entries, messages, svg), ...papersOf(told, pieces), history: historyOf(told, chain) };
  }

  private async find(id: string, sender: Sender): Promise<{ ruling: RulingView; dispute: Dispute; role: Reader['role']; view: DisputeView }> {
    const { dispute, role } = await this.disputes.get(id, sender.caller, { named: 'ruling' });
    const view = viewOf(dispute, await this.readers.actingOn(dispute, role, sender));
    const ruling = view.rulings.find((one) => one.id === id);
    if (ruling === undefined) throw problem('not_found');
    return { ruling, dispute, role, view };
  }

  private async timeline(dispute: Dispute, reader: Reader, { caller }: Sender): Promise<Entry[]> {
    const all: Entry[] = [];
    for (let after = 0; ; ) {
      const { events } = await this.reading.timeline(dispute.id, caller, after, PAGE);
      const about = new Map(events.map(({ seq, type, input }) => [seq, type === 'informationRequested' ? input['requestId'] : input['messageId']]));
      all.push(...timelineOf(events.slice(0, PAGE), reader, dispute).data.map((entry) => ({ ...entry, about: about.get(entry.seq) })));
      if (events.length <= PAGE) return all;
      after = events[PAGE - 1]?.seq ?? after;
    }
  }

  /** What was said to this reader, by the message's id. */
  private async messages(disputeId: string, { caller }: Sender): Promise<Messages> {
    const all = new Map<unknown, string | null>();
    for (let before: string | null = null; ; ) {
      const { messages } = await this.reading.messages(disputeId, caller, before, PAGE);
      for (const { id, text } of messages) all.set(id, text);
      if (messages.length <= PAGE) return all;
      before = messages[PAGE - 1]?.id ?? null;
    }
  }

  private async pieces(disputeId: string, { caller }: Sender): Promise<Piece[]> {
    const all: Piece[] = [];
    for (let after = ''; ; ) {
      const { pieces } = await this.evidence.list(disputeId, caller, after, PAGE);
      all.push(...pieces.slice(0, PAGE));
      if (pieces.length < PAGE) return all;
      after = pieces[PAGE - 1]?.id ?? after;
    }
  }
}

const appealUntilIn = ({ deadlines }: DisputeView): string | undefined => deadlines.find(({ kind }) => kind === 'appealWindow')?.dueAt;

/** Pieces go by a short name and their id, so that both can be found. */
function namesOf(ids: readonly string[], language: Reader['lang']): Telling['nameOf'] {
  const names = new Map(ids.map((id, index) => [id, `${CASE_WORDS[language].piece(index + 1)} (${id})`]));
  return (id) => names.get(id) ?? id;
}

function opening({ view, reader: { lang, policy, role } }: Told, now: number): Pick<CaseFile, 'language' | 'title' | 'subtitle' | 'claim'> {
  const words = CASE_WORDS[lang];
  const { claimAmount, statement } = view;
  const reason = policy.labels.reasons[view.reason]?.[lang] ?? view.reason;
  const lines = [
    `${words.reason}: ${reason}`,
    ...(claimAmount === undefined ? [] : [`${words.amount}: ${moneyInWords(claimAmount.amount, claimAmount.currency, lang)}`]),
    `${words.statement}: ${statement ?? words.erased}`,
  ];
  const subtitle = words.madeFor(words.readers[role] ?? role, momentInWords(lang, now));
  return { language: lang, title: words.caseFile(view.number), subtitle, claim: { heading: words.headings.claim, lines } };
}

function storyOf({ view, reader: { lang } }: Told, entries: readonly Entry[], messages: Messages, svg: string): Pick<CaseFile, 'chart' | 'timeline'> {
  const { headings, state, erased } = CASE_WORDS[lang];
  const asked = new Map<unknown, string[]>(view.informationRequests.map(({ id, questions, wantedEvidence }) => [id, [...questions, ...wantedEvidence].map(({ text }) => text)]));
  const spoken = (about: unknown): string[] => asked.get(about) ?? (messages.has(about) ? [messages.get(about) ?? erased] : []);
  const saidWith = ({ said = {}, about }: Entry): string[] => [...Object.values(said), ...spoken(about)];
  const told = entries.map((entry) => ({ when: momentInWords(lang, entry.at), text: entry.text, said: saidWith(entry) }));
  return {
    chart: { heading: headings.chart, state: state(say(lang, 'states', view.state as 'opened')), svg },
    timeline: { heading: headings.timeline, entries: told },
  };
}

function papersOf({ view, reader: { lang, role } }: Told, pieces: readonly Piece[]): Pick<CaseFile, 'rulings' | 'rulingsHeading' | 'evidence'> {
  const words = CASE_WORDS[lang];
  const side: Side = role === 'seller' ? 'seller' : 'buyer';
  const nameOf = namesOf(view.evidence.map(({ id }) => id), lang);
  const telling: Telling = { side, language: lang, number: view.number, nameOf, appealUntil: appealUntilIn(view) };
  const shown = pieces.filter(({ id }) => view.evidence.some((item) => item.id === id));
  const lines = shown.map(({ id, by, fileName, size, sha256 }) => `${nameOf(id)}, ${words.by[by]}: ${fileName === '' ? words.erased : fileName}, ${size} B\nsha-256 ${sha256 === '' ? words.erased : sha256}`);
  return {
    rulingsHeading: words.headings.rulings,
    rulings: view.rulings.map((ruling) => ({ title: rulingTitle(ruling, telling), sections: rulingInWords(ruling, telling) })),
    evidence: { heading: words.headings.evidence, lines: lines.length > 0 ? lines : [words.none] },
  };
}

function historyOf({ reader: { lang } }: Told, { rows, brokenAt, dispute }: Awaited<ReturnType<ReadingService['chain']>>): Section {
  const words = CASE_WORDS[lang];
  const verdict = brokenAt === null ? words.holds(rows.length) : words.broken(brokenAt);
  return { heading: words.headings.history, lines: [verdict, `${words.head}: ${dispute.chainHead}`] };
}
