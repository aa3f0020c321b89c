import { Injectable, type PipeTransform } from '@nestjs/common';
import { problem } from '../../foundation/problems/problem.js';
import { isOrderId } from './order-fields.js';

/** Where an order is made, its id must be one that every later address can carry. */
@Injectable()
export class OrderIdParam implements PipeTransform<string, string> {
  transform(orderId: string): string {
    if (isOrderId(orderId)) return orderId;
    throw problem('invalid', { says: 'order_id' });
  }
}
