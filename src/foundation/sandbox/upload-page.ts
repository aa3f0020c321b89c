import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { Controller, Get, Header, Param, StreamableFile } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { Config } from '../config/config.js';
import { folderAbove } from '../docs/folders.js';
import { Answer } from '../http/answer.js';
import { Access } from '../identity/access.js';
import { problem } from '../problems/problem.js';

const SAMPLE = ['page.js', 'upload.js', 'words.js'];
/** What the sample needs of the library that hashes a file while it is being read; browsers load it as it was published. */
const HASHES = ['sha2.js', '_md.js', '_u64.js', 'utils.js'];
const SCRIPT = 'text/javascript; charset=utf-8';

/** A page that sends a file as a shop's page would: pause, lost network and reload included. Its code is there to be copied. */
@ApiExcludeController()
@Access('sandbox')
@Controller('sandbox/upload')
export class UploadPageController {
  private readonly sample = folderAbove('docs/samples/upload');
  private readonly hashes = dirname(createRequire(import.meta.url).resolve('@noble/hashes/sha2.js'));
  private readonly policy: string;

  constructor({ storage }: Config) {
    const store = new URL(storage.publicEndpoint).origin;
    this.policy = `default-src 'none'; script-src 'self'; style-src 'unsafe-inline'; connect-src 'self' ${store}; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`;
  }

  @Get()
  @Header('X-Content-Type-Options', 'nosniff')
  page(): Answer {
    return new Answer(200, readFileSync(join(this.sample, 'index.html')), { headers: { 'Content-Type': 'text/html; charset=utf-8', 'Content-Security-Policy': this.policy } });
  }

  @Get(':file')
  script(@Param('file') file: string): StreamableFile {
    if (!SAMPLE.includes(file)) throw problem('not_found');
    return new StreamableFile(readFileSync(join(this.sample, file)), { type: SCRIPT });
  }

  @Get('hashes/:file')
  hash(@Param('file') file: string): StreamableFile {
    if (!HASHES.includes(file)) throw problem('not_found');
    return new StreamableFile(readFileSync(join(this.hashes, file)), { type: SCRIPT });
  }
}
