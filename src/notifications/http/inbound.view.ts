import { ApiProperty } from '@nestjs/swagger';

/** A mail that is kept and will be worked on. */
export class InboundMailView {
  /** For asking about it: it stands in the log with what became of the mail. */
  @ApiProperty({ example: 'im_01kaz3m7x0e4n8v2r6t9w1c5hy' })
  id: string;
}
