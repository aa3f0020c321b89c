import { ApiProperty } from '@nestjs/swagger';
import { IsInt, Max, Min } from 'class-validator';
import type { ReadMarker, UnreadTotal } from '../store/readings.repository.js';

const MOST = 2 ** 31 - 1;

/** How far the caller has read. */
export class MarkReadBody {
  @ApiProperty({ type: 'integer', minimum: 0, maximum: MOST, description: 'The `seq` of the last message that was seen.', example: 7 })
  @IsInt()
  @Min(0)
  @Max(MOST)
  upTo: number;
}

/** How far the caller has read, and what is left. */
export class ReadMarkerView {
  @ApiProperty({ type: 'integer', description: 'Where the marker is: never before where it was, nor beyond what was said to the caller.', example: 7 })
  upTo: number;
  @ApiProperty({ type: 'integer', minimum: 0, example: 0 })
  unread: number;
}

export const readMarkerView = ({ upTo, unread }: ReadMarker): ReadMarkerView => ({ upTo, unread });

/** For a badge. */
export class UnreadView {
  @ApiProperty({ type: 'integer', minimum: 0, description: 'Messages the caller has not marked as read.', example: 3 })
  unread: number;
  @ApiProperty({ type: 'integer', minimum: 0, maximum: 1000, description: 'In how many disputes; a thousand stands for that many or more.', example: 2 })
  disputes: number;
}

export const unreadView = ({ unread, disputes }: UnreadTotal): UnreadView => ({ unread, disputes });
