// Runs schemathesis against a server of its own: a demonstration database, tokens made on the pages
// as people make them, and things that those tokens may touch, so that calls get past the door.
import { spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import pg from 'pg'
import { drop } from './db.mjs'
import { makeTemplate, Service, sweep } from './service.mjs'

const SEED = '20261126'
const EXAMPLES = '12'
// It leaves notes where it runs.
const PLACE = 'target/report'
const DOCUMENT = 'openapi.json'
const PASSWORD = 'alimi-demo-2026'
const CHECKS = [
  'not_a_server_error',
  'status_code_conformance',
  'content_type_conformance',
  'response_headers_conformance',
  'response_schema_conformance',
  'negative_data_rejection',
  'missing_required_header',
  'unsupported_method',
  'allow_header_conformance',
  'ignored_auth',
  'use_after_free',
  'ensure_resource_availability',
]
// A stream has no end; server/tests/it/api_events.rs reads it.
const ENDLESS = '/api/v1/availability/events'

/** A browser without a screen: keeps cookies, sends forms. */
class Visitor {
  cookies = new Map()

  constructor(url) {
    this.url = url
  }

  async ask(path, form) {
    const headers = { accept: 'text/html', origin: this.url, cookie: [...this.cookies].map((c) => c.join('=')).join('; ') }
    const body = form && new URLSearchParams(form)
    const answer = await fetch(this.url + path, { method: form ? 'POST' : 'GET', headers, body, redirect: 'manual' })
    for (const cookie of answer.headers.getSetCookie()) {
      const [name, value] = cookie.split(';')[0].split('=')
      this.cookies.set(name, value)
    }
    return { status: answer.status, to: answer.headers.get('location') ?? '', text: await answer.text() }
  }

  async signInStaff(login) {
    await this.ask('/staff/sign-in', { login, password: PASSWORD })
    return this
  }

  async signIn(phone) {
    const asked = await this.ask('/sign-in', { phone, key: randomUUID() })
    const c = new URL(asked.to, this.url).searchParams.get('c')
    const inbox = await this.ask('/dev/inbox')
    const code = new RegExp(`${phone}.*?(\\d{6})<`, 's').exec(inbox.text)[1]
    await this.ask('/sign-in/code', { c, code })
    const birth = { birth_year: '1980', birth_month: '3', birth_day: '2' }
    await this.ask('/book/person', { hospital: '1', name: '데모접종자', ...birth })
    return this
  }

  /** A token that is good for everything the form offers. */
  async token(door) {
    const page = await this.ask(door)
    const scopes = [...page.text.matchAll(/name="scopes\[\]"[^>]*value="([^"]+)"|value="([^"]+)"[^>]*name="scopes\[\]"/g)]
    const form = [['label', 'schemathesis'], ['validity', '7'], ['key', randomUUID()]]
    for (const [, a, b] of scopes) form.push(['scopes[]', a ?? b])
    const made = await this.ask(door, form)
    // The page says where a long token may break.
    const token = /alimi_[0-9a-f]{64}/.exec(made.text.replaceAll('<wbr>', ''))?.[0]
    if (!token) throw new Error(`no token at ${door}: ${made.status}`)
    return { token, scopes: scopes.map(([, a, b]) => a ?? b) }
  }
}

async function call(url, path, token, body) {
  const headers = { authorization: `Bearer ${token}`, 'idempotency-key': randomUUID(), 'content-type': 'application/json' }
  const answer = await fetch(url + path, { method: body ? 'POST' : 'GET', headers, body: body && JSON.stringify(body) })
  const json = await answer.json()
  if (!answer.ok) throw new Error(`${path}: ${answer.status} ${JSON.stringify(json)}`)
  return json
}

/** The document with things that exist as examples. */
function exemplify(document, examples) {
  const filled = structuredClone(document)
  for (const [path, operations] of Object.entries(filled.paths)) {
    for (const [verb, operation] of Object.entries(operations)) {
      for (const parameter of operation.parameters ?? []) {
        const example = examples[`${path} ${parameter.name}`] ?? examples[parameter.name]
        if (example !== undefined) parameter.example = example
      }
      const body = examples[`${verb} ${path}`]
      if (body) operation.requestBody.content['application/json'].example = body
    }
  }
  return filled
}

/** The names of the operations that a token opens, or that are open. */
function opened(document, keeps) {
  const all = Object.entries(document.paths).filter(([path]) => path !== ENDLESS)
  return all.flatMap(([, operations]) => Object.values(operations)).filter((o) => keeps(o['x-scope'])).map((o) => o.operationId)
}

async function throwCalls(url, name, operations, token) {
  const options = ['run', DOCUMENT, '--url', url, '--checks', CHECKS.join(','), '--phases', 'examples,coverage,fuzzing,stateful']
  options.push('--seed', SEED, '--max-examples', EXAMPLES, '--request-timeout', '15', '--no-color', '--warnings', 'off')
  options.push('--suppress-health-check', 'all', '--continue-on-failure')
  for (const operation of operations) options.push('--include-operation-id', operation)
  if (token) options.push('--header', `Authorization: Bearer ${token}`)
  const child = spawn('schemathesis', options, { cwd: PLACE, stdio: ['ignore', 'pipe', 'inherit'] })
  let output = ''
  child.stdout.on('data', (data) => (output += data))
  const code = await new Promise((done) => child.once('exit', done))
  const tests = /(\d+) generated/.exec(output)?.[1] ?? '0'
  console.log(`  ${name}: ${tests} calls, ${code === 0 ? 'as the document says' : 'NOT as the document says'}`)
  if (code !== 0) console.log(output)
  return code === 0 && Number(tests) > 0
}

/** What the calls have done: authorised addresses were reached, and not only refused. */
async function reached(database) {
  const db = new pg.Client({ connectionString: database })
  await db.connect()
  const { rows } = await db.query(`SELECT
    (SELECT count(*) FROM idempotency_keys k JOIN tokens t USING (account_id) WHERE k.outcome <> '')::int AS keys,
    (SELECT count(*) FROM vaccinations)::int AS vaccinations,
    (SELECT count(*) FROM disposals)::int AS disposals,
    (SELECT count(*) FROM reservations WHERE status = 'waiting' OR status = 'withdrawn')::int AS waits,
    (SELECT count(*) FROM tokens WHERE used_at IS NOT NULL)::int AS tokens`)
  await db.end()
  return rows[0]
}

const server = process.env.DATABASE_URL
await sweep(server)
const template = `e2e_${process.pid}_api_template`
await makeTemplate(server, template)
const service = await Service.open(server, `e2e_${process.pid}_api`, template)
let well = false
try {
  const unlimited = { ALIMI_API_CALLS_PER_TOKEN: '1000000', ALIMI_API_CALLS_PER_ADDRESS: '1000000' }
  const { url } = await service.start(unlimited)
  const document = await (await fetch(`${url}/api/openapi.json`)).json()
  const roles = {
    citizen: await (await new Visitor(url).signIn('010-0000-0001')).token('/my/tokens'),
    desk: await (await new Visitor(url).signInStaff('desk')).token('/staff/tokens'),
    stock: await (await new Visitor(url).signInStaff('stock')).token('/staff/tokens'),
    admin: await (await new Visitor(url).signInStaff('admin')).token('/staff/tokens'),
  }
  // The staffed hospital: something to give, to receive and to dispose of.
  const stock = await call(url, '/api/v1/stock', roles.stock.token)
  const supplies = await call(url, '/api/v1/supplies', roles.stock.token)
  const { lots } = stock
  const lot = lots.find((each) => each.left > 100)
  const found = await (await fetch(`${url}/api/v1/hospitals?name=${encodeURIComponent('서울대학교병원')}`)).json()
  const hospital = found.items.find((each) => each.name === '서울대학교병원').id
  const dry = (await (await fetch(`${url}/api/v1/hospitals?limit=200`)).json()).items.find((each) => each.doses.length === 0).id
  const detail = await (await fetch(`${url}/api/v1/hospitals/${hospital}`)).json()
  const date = detail.days.find((day) => day.places > 0 && day.vaccines.includes(lot.vaccine.id)).date
  const guest = await (await new Visitor(url).signIn('010-0000-0002')).token('/my/tokens')
  const booked = await call(url, '/api/v1/reservations', guest.token, { hospital, vaccine: lot.vaccine.id, date })
  const { shown } = await call(url, `/api/v1/disposals/preview?lot=${lot.id}&doses=1`, roles.stock.token)
  const waiter = await (await new Visitor(url).signIn('010-0000-0003')).token('/my/tokens')

  const examples = {
    limit: 2,
    province: 'seoul',
    bookable: true,
    vaccine: lot.vaccine.id,
    date,
    lot: lot.id,
    doses: 1,
    '/api/v1/hospitals/{id} id': hospital,
    '/api/v1/supplies/{id}/receive id': supplies.items.find((each) => each.state === 'sent').id,
    '/api/v1/supplies/{id}/register id': supplies.items.find((each) => each.state === 'sent').id,
    'post /api/v1/reservations': { hospital, vaccine: lot.vaccine.id, date },
    'post /api/v1/waitlist': { hospital: dry, vaccine: lot.vaccine.id },
    'post /api/v1/vaccinations': { reservation: booked.id, lot: lot.id },
    'post /api/v1/disposals': { lot: lot.id, doses: 1, reason: 'opened', shown },
  }
  writeFileSync(`${PLACE}/${DOCUMENT}`, JSON.stringify(exemplify(document, examples)))
  const results = [await throwCalls(url, 'open', opened(document, (scope) => !scope))]
  for (const [name, { token, scopes }] of Object.entries(roles)) {
    results.push(await throwCalls(url, name, opened(document, (scope) => scopes.includes(scope)), token))
  }
  results.push(await throwCalls(url, 'waiting', opened(document, (scope) => scope === 'waitlist:write'), waiter.token))
  const done = await reached(service.database)
  const all = done.keys >= 4 && done.vaccinations >= 1 && done.disposals >= 1 && done.waits >= 1 && done.tokens >= 5
  if (!all) console.log(`  the calls did not get far enough: ${JSON.stringify(done)}`)
  const audit = await service.audit()
  if (audit) console.log(audit)
  well = results.every(Boolean) && all && !audit
} finally {
  await service.close()
  await drop(server, template)
}
process.exit(well ? 0 : 1)
