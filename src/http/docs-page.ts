// /docs: the API for human readers, rendered from the OpenAPI document, without a script and without a request to anybody else.

interface Operation {
  summary: string; description: string; parameters?: { name: string; in: string; description?: string; schema: { enum?: string[] } }[];
  requestBody?: { description: string; content: Record<string, unknown> }; responses: Record<string, { description: string }>;
}
interface Document { info: { title: string; version: string; description: string }; paths: Record<string, Record<string, Operation>> }

const escaped = (text: string): string => text.replace(/[&<>"]/g, (character) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[character]!);

const rows = (cells: string[][]): string => cells.map((row) => `<tr>${row.map((cell) => `<td>${cell}</td>`).join('')}</tr>`).join('');

const parameters = ({ parameters: list = [] }: Operation): string => (list.length === 0 ? '' : `<table><caption>Parameters</caption><tr><th>name</th><th>in</th><th>meaning</th></tr>${
  rows(list.map(({ name, in: place, description = '', schema }) => [`<code>${escaped(name)}</code>`, place, escaped(description) + (schema.enum ? ` One of <code>${schema.enum.map(escaped).join('</code> <code>')}</code>.` : '')]))}</table>`);

const body = ({ requestBody }: Operation): string => (requestBody ? `<p>Body: ${escaped(requestBody.description)} <code>${Object.keys(requestBody.content).map(escaped).join('</code> <code>')}</code></p>` : '');

const responses = ({ responses: list }: Operation): string =>
  `<table><caption>Answers</caption><tr><th>status</th><th>meaning</th></tr>${rows(Object.entries(list).map(([status, { description }]) => [`<code>${status}</code>`, escaped(description)]))}</table>`;

const section = (method: string, path: string, operation: Operation): string =>
  `<section><h2><code>${method.toUpperCase()} ${escaped(path)}</code></h2><p>${escaped(operation.summary)}. ${escaped(operation.description)}</p>${parameters(operation)}${body(operation)}${responses(operation)}</section>`;

/** @param document as `openApi` makes it. */
export function docsPage(document: object): string {
  const { info, paths } = document as Document;
  const sections = Object.entries(paths).flatMap(([path, operations]) => Object.entries(operations).map(([method, operation]) => section(method, path, operation)));
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>${escaped(info.title)} API</title><link rel="icon" href="/web/icon.svg"><link rel="stylesheet" href="/web/page.css"></head>
<body><main><h1>${escaped(info.title)} API ${escaped(info.version)}</h1><p>${escaped(info.description)}</p><p>Machine readable: <a href="/openapi.json">/openapi.json</a>. Back to <a href="/">the start page</a>.</p>${sections.join('\n')}</main></body></html>\n`;
}
