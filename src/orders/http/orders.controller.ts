import { Body, Controller, Get, Param, Put } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import { Answer, Lang } from '../../foundation/http/index.js';
import { Access, CurrentCaller, type Caller, type Language } from '../../foundation/identity/index.js';
import { OrdersService } from '../orders.service.js';
import { EligibilityView, eligibilityView } from './eligibility.view.js';
import { OrderIdParam } from './order-id.param.js';
import { OrderView, orderView } from './order.view.js';
import { PutOrderBody, snapshotFrom } from './put-order.body.js';

@ApiTags('orders')
@ApiParam({ name: 'orderId', schema: { type: 'string' }, example: 'order-2026-1001' })
@Controller('v1/orders/:orderId')
export class OrdersController {
  constructor(private readonly orders: OrdersService) {}

  @Put()
  @Access('marketplace')
  @ApiOperation({ operationId: 'putOrder', summary: 'Tell what was bought, paid and shipped', description: 'The same content again changes nothing. A snapshot may grow, but never shrink below what is disputed.' })
  @ApiCreatedResponse({ type: OrderView, description: 'The order is new.' })
  @ApiOkResponse({ type: OrderView, description: 'The order was known.' })
  async put(@Param('orderId', OrderIdParam) orderId: string, @Body() body: PutOrderBody, @CurrentCaller() caller: Caller): Promise<Answer> {
    const { created, order } = await this.orders.take(snapshotFrom(orderId, body));
    return new Answer(created ? 201 : 200, orderView(order, caller), created ? { location: `/v1/orders/${orderId}` } : {});
  }

  @Get()
  @Access('authenticated')
  @ApiOperation({ operationId: 'getOrder', summary: 'Read an order of one’s own' })
  @ApiOkResponse({ type: OrderView })
  async get(@Param('orderId') orderId: string, @CurrentCaller() caller: Caller): Promise<OrderView> {
    return orderView(await this.orders.seenBy(caller, orderId), caller);
  }

  @Get('eligibility')
  @Access('authenticated')
  @ApiOperation({ operationId: 'getEligibility', summary: 'What can be claimed of an order now, and why not' })
  @ApiOkResponse({ type: EligibilityView })
  async eligibility(@Param('orderId') orderId: string, @CurrentCaller() caller: Caller, @Lang() language: Language): Promise<EligibilityView> {
    const { eligibility, policy } = await this.orders.eligibility(caller, orderId);
    return eligibilityView(eligibility, policy, language);
  }
}
