import type { MigrationInterface } from 'typeorm';
import { CreateClock1763800000000 } from './1763800000000-CreateClock.js';
import { CreateIdempotency1763800000500 } from './1763800000500-CreateIdempotency.js';
import { CreateOrders1763801000000 } from './1763801000000-CreateOrders.js';
import { CreateDisputes1763802000000 } from './1763802000000-CreateDisputes.js';
import { CreateEvidence1763803000000 } from './1763803000000-CreateEvidence.js';
import { CreateRefunds1763805000000 } from './1763805000000-CreateRefunds.js';
import { CreateNotices1763806000000 } from './1763806000000-CreateNotices.js';
import { EvidenceRenditions1763807000000 } from './1763807000000-EvidenceRenditions.js';
import { UploadsInParts1763807100000 } from './1763807100000-UploadsInParts.js';
import { CreateEvidenceFacts1763807200000 } from './1763807200000-CreateEvidenceFacts.js';
import { FindLooksByPart1763807210000 } from './1763807210000-FindLooksByPart.js';
import { LogEvidenceAccess1763807300000 } from './1763807300000-LogEvidenceAccess.js';
import { HoldAndEraseEvidence1763807310000 } from './1763807310000-HoldAndEraseEvidence.js';
import { RedactEvidence1763807320000 } from './1763807320000-RedactEvidence.js';
import { QueueFilters1763807400000 } from './1763807400000-QueueFilters.js';
import { CreateDeskPapers1763807410000 } from './1763807410000-CreateDeskPapers.js';
import { CreateDeskLedger1763807420000 } from './1763807420000-CreateDeskLedger.js';
import { ChainEvidence1763807500000 } from './1763807500000-ChainEvidence.js';
import { AnchorMessages1763807510000 } from './1763807510000-AnchorMessages.js';
import { CreateDeskRecords1763807600000 } from './1763807600000-CreateDeskRecords.js';
import { CreateEventFeed1763807700000 } from './1763807700000-CreateEventFeed.js';
import { CreateWebhooks1763807710000 } from './1763807710000-CreateWebhooks.js';
import { CreateMail1763807800000 } from './1763807800000-CreateMail.js';
import { RecusalsAreEvents1763809000000 } from './1763809000000-RecusalsAreEvents.js';
import { QueueByReasonAndLanguage1763809010000 } from './1763809010000-QueueByReasonAndLanguage.js';
import { SeeWhoTakes1763809020000 } from './1763809020000-SeeWhoTakes.js';
import { CreateInboundMail1763809100000 } from './1763809100000-CreateInboundMail.js';
import { MarkWhatWasRead1763809200000 } from './1763809200000-MarkWhatWasRead.js';
import { MeasureDeskWaits1763809210000 } from './1763809210000-MeasureDeskWaits.js';
import { GatherMail1763809300000 } from './1763809300000-GatherMail.js';
import { SealWebhookSecrets1763809310000 } from './1763809310000-SealWebhookSecrets.js';
import { FindWhatWasTold1763809320000 } from './1763809320000-FindWhatWasTold.js';
import { ContactsOfEndpoints1763809330000 } from './1763809330000-ContactsOfEndpoints.js';
import { SweepTheQueue1763809700000 } from './1763809700000-SweepTheQueue.js';
import { CountWhoJudgesLater1763809800000 } from './1763809800000-CountWhoJudgesLater.js';
import { CountSuspendedCases1763809850000 } from './1763809850000-CountSuspendedCases.js';
import { RulingsDoNotChange1763809860000 } from './1763809860000-RulingsDoNotChange.js';

/** Every migration in the order of its timestamp, listed by hand: a file that is merely lying there must not run. */
export const MIGRATIONS: readonly (new () => MigrationInterface)[] = [
  CreateClock1763800000000,
  CreateIdempotency1763800000500,
  CreateOrders1763801000000,
  CreateDisputes1763802000000,
  CreateEvidence1763803000000,
  CreateRefunds1763805000000,
  CreateNotices1763806000000,
  EvidenceRenditions1763807000000,
  UploadsInParts1763807100000,
  CreateEvidenceFacts1763807200000,
  FindLooksByPart1763807210000,
  LogEvidenceAccess1763807300000,
  HoldAndEraseEvidence1763807310000,
  RedactEvidence1763807320000,
  QueueFilters1763807400000,
  CreateDeskPapers1763807410000,
  CreateDeskLedger1763807420000,
  ChainEvidence1763807500000,
  AnchorMessages1763807510000,
  CreateDeskRecords1763807600000,
  CreateEventFeed1763807700000,
  CreateWebhooks1763807710000,
  CreateMail1763807800000,
  RecusalsAreEvents1763809000000,
  QueueByReasonAndLanguage1763809010000,
  SeeWhoTakes1763809020000,
  CreateInboundMail1763809100000,
  MarkWhatWasRead1763809200000,
  MeasureDeskWaits1763809210000,
  GatherMail1763809300000,
  SealWebhookSecrets1763809310000,
  FindWhatWasTold1763809320000,
  ContactsOfEndpoints1763809330000,
  SweepTheQueue1763809700000,
  CountWhoJudgesLater1763809800000,
  CountSuspendedCases1763809850000,
  RulingsDoNotChange1763809860000,
];
