'use strict';
// The original's web app as its users see it, and what the measurements need beside: a delay per request, POST, a journal.
const crypto = require('crypto');
const fs = require('fs');
const http = require('http');

const { SELF, WEB_PORT, NAME, JOURNAL } = process.env;
const longestDelay = 60000;
const mostSessions = 100000;
const sessions = new Map();
let nodeDelay = 0;

function session(request) {
    const known = /(?:^|;\s*)NODESESSID=([^;]+)/.exec(request.headers.cookie || '');
    const id = known && sessions.has(known[1]) ? known[1] : crypto.randomBytes(16).toString('hex');
    sessions.set(id, (sessions.get(id) || 0) + 1);
    if (sessions.size > mostSessions) sessions.delete(sessions.keys().next().value);
    return { id, sessionViews: sessions.get(id) };
}

function answer(response, status, body, headers) {
    const text = JSON.stringify(body);
    response.writeHead(status, {
      'Content-Type': 'application/json', 'Content-Length': Buffer.byteLength(text), 'x-backend-ip': SELF, ...headers,
    });
    response.end(text);
}

function greet(request, response, url) {
    const id = request.headers['x-request-id'];
    if (JOURNAL && id && /^[A-Za-z0-9._-]{1,64}$/.test(id)) fs.appendFileSync(JOURNAL, `${request.method} ${id} ${NAME}\n`);
    const delay = Number(url.searchParams.get('delay') ?? nodeDelay);
    const reply = () => {
        const { id: sessionId, sessionViews } = session(request);
        answer(response, 200, { hello: 'world!', ip: SELF, host: NAME, tag: NAME, sessionViews, id: sessionId },
            { 'Set-Cookie': `NODESESSID=${sessionId}; Path=/; HttpOnly` });
    };
    if (delay > 0) setTimeout(reply, Math.min(delay, longestDelay)); else reply();
}

function setDelay(request, response) {
    let body = '';
    request.on('data', part => { body += part; });
    request.on('end', () => {
        nodeDelay = JSON.parse(body).delay;
        answer(response, 200, { delay: nodeDelay });
    });
}

http.createServer((request, response) => {
    const url = new URL(request.url, 'http://localhost');
    if (request.method === 'HEAD') {
        response.writeHead(200, { 'x-backend-ip': SELF });
        response.end();
    } else if (url.pathname === '/delay' && request.method === 'POST') {
        setDelay(request, response);
    } else {
        greet(request, response, url);
    }
}).listen(Number(WEB_PORT), SELF);
