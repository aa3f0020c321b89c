import { createReadStream, existsSync, type ReadStream } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Controller, Get, Header, StreamableFile } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { Access } from '../identity/access.js';
import { CONTRACT_PAGE, PAGE_POLICY, PROBLEMS_PAGE, START_SCRIPT } from './pages.js';

const HTML = 'text/html; charset=utf-8';
const POLICY = ['Content-Security-Policy', PAGE_POLICY] as const;

/** What people read about the API. Beside it, not part of it. */
@ApiExcludeController()
@Access('public')
@Controller()
export class DocsController {
  /** Made when the program was built, never here: nothing of it stays in memory. */
  @Get('openapi.yaml')
  contract(): StreamableFile {
    return new StreamableFile(contractFile(), { type: 'application/yaml; charset=utf-8' });
  }

  @Get('docs')
  @Header('Content-Type', HTML)
  @Header(...POLICY)
  read(): string {
    return CONTRACT_PAGE;
  }

  @Get('docs/start.js')
  @Header('Content-Type', 'text/javascript; charset=utf-8')
  start(): string {
    return START_SCRIPT;
  }

  @Get('docs/problems')
  @Header('Content-Type', HTML)
  @Header(...POLICY)
  problems(): string {
    return PROBLEMS_PAGE;
  }
}

/** openapi.yaml lies at the project's root: above `src`, and above what was built from it. */
function contractFile(from = dirname(fileURLToPath(import.meta.url))): ReadStream {
  const path = join(from, 'openapi.yaml');
  if (existsSync(path)) return createReadStream(path);
  if (from === dirname(from)) throw new Error('no openapi.yaml above the program');
  return contractFile(dirname(from));
}
