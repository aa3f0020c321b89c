import { Module } from '@nestjs/common';
import { APP_INTERCEPTOR } from '@nestjs/core';
import { AnswerInterceptor } from './answer.interceptor.js';

/** How answers leave: every controller may return an `Answer`. */
@Module({ providers: [{ provide: APP_INTERCEPTOR, useClass: AnswerInterceptor }] })
export class HttpModule {}
