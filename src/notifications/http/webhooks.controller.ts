import { Body, Controller, Delete, Get, HttpCode, Param, Patch, Post, Query } from '@nestjs/common';
import { ApiAcceptedResponse, ApiCreatedResponse, ApiNoContentResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Answer, idIn, parseLimit } from '../../foundation/http/index.js';
import { Access, CurrentCaller, type Caller } from '../../foundation/identity/index.js';
import { EndpointsService } from '../webhooks/endpoints.service.js';
import { ChangeWebhookEndpointBody, CreateWebhookEndpointBody, DeliveriesQuery, RecoverBody, SendExampleBody } from './webhooks.body.js';
import {
  deliveryLogView, DeliveryLogView, deliveryPage, DeliveryPageView, endpointView, RecoveryView, secretView, WebhookEndpointListView, WebhookEndpointView, WebhookSecretView,
} from './webhooks.view.js';

const LOCATION = { Location: { description: 'The endpoint.', schema: { type: 'string' } } } as const;

/** Where the marketplace's machines listen. */
@ApiTags('webhooks')
@Access('marketplace')
@Controller('v1/webhook-endpoints')
export class WebhooksController {
  constructor(private readonly endpoints: EndpointsService) {}

  @Post()
  @ApiOperation({ operationId: 'createWebhookEndpoint', summary: 'Be told what happens', description: 'Signed as standardwebhooks.com says. It is pinged at once.' })
  @ApiCreatedResponse({ type: WebhookSecretView, headers: LOCATION })
  async create(@Body() { url, description, types, contactEmail }: CreateWebhookEndpointBody, @CurrentCaller() { sub }: Caller): Promise<Answer> {
    const made = await this.endpoints.create({ url, description: description ?? null, types: types ?? null, contactEmail: contactEmail ?? null }, sub);
    return new Answer(201, secretView(made), { location: `/v1/webhook-endpoints/${made.endpoint.id}` });
  }

  @Get()
  @ApiOperation({ operationId: 'listWebhookEndpoints', summary: 'All endpoints' })
  @ApiOkResponse({ type: WebhookEndpointListView })
  async list(): Promise<WebhookEndpointListView> {
    return { data: (await this.endpoints.list()).map(endpointView) };
  }

  @Get(':endpointId')
  @ApiOperation({ operationId: 'getWebhookEndpoint', summary: 'One endpoint' })
  @ApiOkResponse({ type: WebhookEndpointView })
  async get(@Param('endpointId') id: string): Promise<WebhookEndpointView> {
    return endpointView(await this.endpoints.get(id));
  }

  @Patch(':endpointId')
  @ApiOperation({ operationId: 'changeWebhookEndpoint', summary: 'Change an endpoint, switch it off or on again' })
  @ApiOkResponse({ type: WebhookEndpointView })
  async change(@Param('endpointId') id: string, @Body() changes: ChangeWebhookEndpointBody): Promise<WebhookEndpointView> {
    return endpointView(await this.endpoints.change(id, changes));
  }

  @Delete(':endpointId')
  @HttpCode(204)
  @ApiOperation({ operationId: 'deleteWebhookEndpoint', summary: 'Be told nothing more, not even what waits' })
  @ApiNoContentResponse({ description: 'It is gone.' })
  delete(@Param('endpointId') id: string): Promise<void> {
    return this.endpoints.delete(id);
  }

  @Post(':endpointId/rotate-secret')
  @HttpCode(200)
  @ApiOperation({ operationId: 'rotateWebhookSecret', summary: 'A new secret', description: 'For a day both sign, so that receivers can be changed in peace.' })
  @ApiOkResponse({ type: WebhookSecretView })
  async rotateSecret(@Param('endpointId') id: string): Promise<WebhookSecretView> {
    return secretView(await this.endpoints.rotateSecret(id));
  }

  @Post(':endpointId/examples')
  @HttpCode(202)
  @ApiOperation({ operationId: 'sendWebhookExample', summary: 'Send something made up', description: 'Its body says `"example": true`.' })
  @ApiAcceptedResponse({ type: DeliveryLogView })
  async sendExample(@Param('endpointId') id: string, @Body() { type }: SendExampleBody): Promise<DeliveryLogView> {
    return deliveryLogView(await this.endpoints.sendExample(id, type));
  }

  @Get(':endpointId/deliveries')
  @ApiOperation({ operationId: 'listDeliveries', summary: 'What was sent, newest first', description: 'Kept for 30 days.' })
  @ApiOkResponse({ type: DeliveryPageView })
  async deliveries(@Param('endpointId') id: string, @Query() { status, cursor, limit }: DeliveriesQuery): Promise<DeliveryPageView> {
    const filterKey = JSON.stringify(['deliveries', id, status]);
    const size = parseLimit(limit);
    return deliveryPage(await this.endpoints.listDeliveries(id, status ?? null, idIn(filterKey, cursor), size), filterKey, size);
  }

  @Post(':endpointId/recover')
  @HttpCode(202)
  @ApiOperation({ operationId: 'recoverWebhooks', summary: 'Send what was missed since a time', description: 'What was parked, and what happened while the endpoint was switched off or not yet there.' })
  @ApiAcceptedResponse({ type: RecoveryView })
  recover(@Param('endpointId') id: string, @Body() { since }: RecoverBody): Promise<RecoveryView> {
    return this.endpoints.recover(id, since);
  }
}

/** Single messages for single endpoints. */
@ApiTags('webhooks')
@Access('marketplace')
@Controller('v1/deliveries')
export class DeliveriesController {
  constructor(private readonly endpoints: EndpointsService) {}

  @Get(':deliveryId')
  @ApiOperation({ operationId: 'getDelivery', summary: 'What was sent, and what was answered' })
  @ApiOkResponse({ type: DeliveryLogView })
  async get(@Param('deliveryId') id: string): Promise<DeliveryLogView> {
    return deliveryLogView(await this.endpoints.delivery(id));
  }

  @Post(':deliveryId/redeliver')
  @HttpCode(202)
  @ApiOperation({ operationId: 'redeliver', summary: 'Send the same again', description: 'Under the same id and with the same body, before whatever else waits for its dispute.' })
  @ApiAcceptedResponse({ type: DeliveryLogView })
  async redeliver(@Param('deliveryId') id: string): Promise<DeliveryLogView> {
    return deliveryLogView(await this.endpoints.redeliver(id));
  }
}
