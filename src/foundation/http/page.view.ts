import { ApiProperty } from '@nestjs/swagger';

/** What every page of a list says beside what is on it; each list adds its `data`. */
export class PageView {
  @ApiProperty({ example: false })
  hasMore: boolean;

  @ApiProperty({ type: String, nullable: true, description: 'Opaque; to be given as `cursor`. Null on the last page.', example: null })
  nextCursor: string | null;
}
