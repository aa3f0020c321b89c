import { Injectable } from '@nestjs/common';
import { CommandAnswers, type Sender, type Told } from '../disputes/index.js';
import type { Answer } from '../foundation/http/index.js';
import { answerFromRecord } from '../foundation/idempotency/index.js';
import { problem, Problem, type ProblemCode } from '../foundation/problems/problem.js';
import { DeskRules } from './desk.rules.js';
import { takeCase } from './desk.commands.js';
import { TakingRepository, type Turn } from './store/taking.repository.js';
import { turnEnded } from './store/taking.sql.js';

/** One person's own requests are all that wait here, and each is over in milliseconds. */
const MOST_TRIES = 60;
const PAUSE_MS = 20;

/** What tells that somebody was faster or that this case is not for this arbitrator: the next one may be. */
const TRY_ANOTHER: readonly ProblemCode[] = ['case_held', 'action_not_allowed', 'conflict_of_interest', 'not_found', 'forbidden', 'too_much_contention'];

type AskForTurn = (tried: readonly string[]) => Promise<Turn>;
type Taking = (turn: Turn, tried: string[]) => Promise<Told | null>;

/** Taking cases: the one asked for or the most urgent, and never more than one person may hold. */
@Injectable()
export class TakingService {
  constructor(
    private readonly turns: TakingRepository,
    private readonly answers: CommandAnswers,
    private readonly rules: DeskRules,
  ) {}

  /** Refused with `workload_limit_reached`, and with whatever the law refuses. */
  take(disputeId: string, sender: Sender): Promise<Answer> {
    const ask: AskForTurn = () => this.turns.turnForOne(sender.caller.sub, this.rules.mostHeld, sender.idempotency, disputeId);
    return this.inTurn(ask, sender, (turn) => this.takeOne(disputeId, sender, turn));
  }

  /** The most urgent case that the sender may take; refused with `no_case_to_take` where there is none. */
  takeNext(sender: Sender): Promise<Answer> {
    const ask: AskForTurn = (tried) => this.turns.turnForNext(sender.caller.sub, this.rules.mostHeld, sender.idempotency, tried);
    return this.inTurn(ask, sender, async (turn, tried) => {
      const { disputeId } = turn;
      if (disputeId === null) throw problem('no_case_to_take');
      try {
        return await this.takeOne(disputeId, sender, turn);
      } catch (error) {
        if (!(error instanceof Problem) || !TRY_ANOTHER.includes(error.code)) throw error;
        tried.push(disputeId);
        return null;
      }
    });
  }

  private takeOne(disputeId: string, sender: Sender, { turn, mayTake, dispute, known }: Turn): Promise<Told> {
    return this.answers.told(disputeId, takeCase({
      turnEnds: turn === null ? [] : [turnEnded(sender.caller.sub, turn)],
      // Only of what is at the desk has the turn read all that matters.
      found: dispute === null || mayTake === null ? undefined : { dispute, known },
      impediments: mayTake === true ? [] : undefined,
    }), sender);
  }

  /** Asks until it is the sender's turn and the case was taken or refused. */
  private async inTurn(ask: AskForTurn, sender: Sender, take: Taking): Promise<Answer> {
    const tried: string[] = [];
    for (let tries = 0; tries < MOST_TRIES; tries += 1) {
      const turn = await ask(tried);
      const answer = await this.useTurn(turn, sender, () => take(turn, tried));
      if (answer !== null) return answer;
      if (isAwaited(turn)) await new Promise((resolve) => setTimeout(resolve, Math.random() * PAUSE_MS));
    }
    throw problem('too_much_contention');
  }

  private async useTurn(turn: Turn, { caller, idempotency }: Sender, take: () => Promise<Told | null>): Promise<Answer | null> {
    let taken: Told | null = null;
    try {
      // A request that was answered before gets the same answer, however many cases are held by now.
      const replay = idempotency === undefined ? null : answerFromRecord(turn.known, idempotency);
      if (replay !== null) return replay;
      if (turn.mayTake === false) throw problem('conflict_of_interest');
      if (turn.held >= this.rules.mostHeld) throw this.atLimit(turn.held);
      if (!isAwaited(turn)) taken = await take();
      return taken?.answer ?? null;
    } finally {
      const isOver = taken?.changed ?? false;
      if (turn.turn !== null && !isOver) await this.turns.end(caller.sub, turn.turn);
    }
  }

  private atLimit(held: number): Problem {
    return problem('workload_limit_reached', { says: 'workload', values: { held, most: this.rules.mostHeld } });
  }
}

/** There is a case to take, but another request of the same person is taking one right now. */
const isAwaited = ({ disputeId, turn }: Turn): boolean => disputeId !== null && turn === null;
