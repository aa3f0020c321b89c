import { Module } from '@nestjs/common';
import { PolicyModule } from '../policy/index.js';
import { OrdersController } from './http/orders.controller.js';
import { OrdersService } from './orders.service.js';
import { OrdersStore } from './store/orders.store.js';

@Module({ imports: [PolicyModule], controllers: [OrdersController], providers: [OrdersService, OrdersStore], exports: [OrdersService] })
export class OrdersModule {}
