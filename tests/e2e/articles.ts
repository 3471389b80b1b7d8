import http from 'node:http';

/** Somebody else's help pages on an origin of their own. Each is hard on the widget in another way. */
export interface Articles {
  /** Without a slash at the end. */
  readonly origin: string;
  close(): Promise<void>;
}

export interface Article {
  readonly policy?: string;
  readonly type?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly html: string;
}

/** Keeps what the page receives and what goes wrong, and passes it on to an embedding page. */
const LISTEN = `
  var heard = [], faults = [], before = Object.getOwnPropertyNames(window);
  for (const type of ['start', 'answer', 'verdict', 'resolved', 'handover', 'resize'])
    document.addEventListener('reconnect-' + type, event => {
      const told = { type: event.type, detail: event.detail, from: event.target.id };
      heard.push(told);
      if (parent !== window) parent.postMessage({ relayed: told }, '*');
    });
  addEventListener('message', ({ data, origin }) => {
    if (data?.relayed) heard.push(data.relayed);
    if (data?.source === 'reconnect') heard.push({ type: data.type, detail: data.detail, origin });
  });
  alert = confirm = prompt = text => faults.push('dialog: ' + text);
  addEventListener('error', event => faults.push(event.message));
  addEventListener('unhandledrejection', event => faults.push(String(event.reason)));
  document.addEventListener('securitypolicyviolation', event => faults.push(event.violatedDirective + ' ' + event.blockedURI));
`;

/** One entry of `heard` in such a page. */
export interface ReceivedEvent {
  readonly type: string;
  readonly detail: Readonly<Record<string, unknown>>;
  /** The id of the element. */
  readonly from?: string;
  /** The origin of the frame. */
  readonly origin?: string;
}

export const LISTENING = '<script src="/listen.js"></script>';

export async function serveArticles(articles: Readonly<Record<string, Article>>): Promise<Articles> {
  const server = http.createServer((request, response) => {
    if (request.url === '/listen.js') return response.writeHead(200, { 'content-type': 'text/javascript' }).end(LISTEN);
    const article = articles[(request.url ?? '').split('?')[0]?.slice(1) ?? ''];
    if (article === undefined) return response.writeHead(204).end();
    const { policy, type = 'text/html', headers, html } = article;
    response
      .writeHead(200, {
        'content-type': `${type}; charset=utf-8`,
        ...(policy === undefined ? {} : { 'content-security-policy': policy }),
        ...headers,
      })
      .end(html);
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  return {
    origin: `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`,
    close: () =>
      new Promise(resolve => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** A short article with something in the middle. */
export const article = (middle: string, { head = '', attributes = 'lang="en"' } = {}): string =>
  `<!doctype html><html ${attributes}><meta charset="utf-8" /><title>Help</title>${LISTENING}${head}
   <h1>Office PC</h1><p>What to do when it does not connect.</p>${middle}<p>Ask the help desk.</p></html>`;
