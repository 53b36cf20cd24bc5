// Fetches the OpenAPI documents from the services' code and generates the TypeScript types of each.
// `npm run api` does both; `npm run api -- --types` only generates from the committed documents.
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import openapiTS, { astToString } from 'openapi-typescript';

const services = ['customers', 'billing', 'messaging', 'importer'];
const ui = fileURLToPath(new URL('..', import.meta.url));
const environment = `${ui}../.venv/bin/python`;
const python = process.env.PYTHON ?? (existsSync(environment) ? environment : 'python3');

for (const service of services) {
  const document = `${ui}api/${service}.json`;
  if (!process.argv.includes('--types')) {
    const text = execFileSync(python, ['-m', service, 'openapi'], { encoding: 'utf8' });
    writeFileSync(document, `${JSON.stringify(JSON.parse(text), null, 2)}\n`);
  }
  const types = await openapiTS(JSON.parse(readFileSync(document, 'utf8')), {
    alphabetize: true,
    // What has a default may be left out of a request.
    defaultNonNullable: false,
  });
  writeFileSync(`${ui}src/api/generated/${service}.d.ts`, astToString(types));
  console.log(`${service}: types written`);
}
