// A server of its own for a test or a measurement: a fresh database made from a template, `alimi
// serve` on a free port, an orderly end. Used by end2end/fixtures/server.ts and scripts/size.mjs.
import { execFile, spawn } from 'node:child_process'
import * as fs from 'node:fs'
import { createServer } from 'node:net'
import path from 'node:path'
import { promisify } from 'node:util'
import { asApplication, create, databases, drop, inDatabase } from './db.mjs'

const ROOT = path.resolve(import.meta.dirname, '..')
const BUILT = path.resolve(ROOT, process.env.CARGO_TARGET_DIR ?? 'target')
const run = promisify(execFile)

/** The program under test: the one that `cargo nextest run` built, unless ALIMI says otherwise. */
export const alimi = process.env.ALIMI ?? path.join(BUILT, 'debug/alimi')

function settings(database, more) {
  return { ...process.env, DATABASE_URL: database, ALIMI_SITE: path.join(ROOT, 'target/site'), ALIMI_DEV: 'true', ALIMI_SLOW_MS: '600000', ALIMI_CALLS_PER_ADDRESS: '1000000', ALIMI_CALLS_PER_ACCOUNT: '10000', ...more }
}

/** Runs a subcommand to its end and gives back what it printed. */
export async function command(database, ...args) {
  const { stdout } = await run(alimi, args, { env: settings(database), cwd: ROOT, maxBuffer: 64 * 1024 * 1024 })
  return stdout
}

/** A free port below the range that outgoing connections use, so that nothing takes it in between. */
export async function freePort() {
  for (;;) {
    const port = 20_000 + Math.floor(Math.random() * 12_000)
    const free = await new Promise((done) => {
      const probe = createServer()
      probe.once('error', () => done(false))
      probe.listen(port, '127.0.0.1', () => probe.close(() => done(true)))
    })
    if (free) return port
  }
}

/** Names carry the process: what a killed run left behind is recognised by its process being gone. */
export async function sweep(server) {
  for (const name of await databases(server)) {
    const pid = /^e2e_(\d+)_/.exec(name)?.[1]
    if (pid && !fs.existsSync(`/proc/${pid}`)) await drop(server, name)
  }
}

/** A migrated and seeded database to copy from, owned by one role and used by another. Gives back what
    `alimi seed` printed. */
export async function makeTemplate(server, name) {
  await create(server, name)
  const database = inDatabase(server, name)
  const application = await asApplication(database)
  await run(alimi, ['migrate'], { env: { ...settings(application), MIGRATE_DATABASE_URL: database }, cwd: ROOT })
  return await command(application, 'seed')
}

export class Service {
  replicas = []

  /** A database of its own, copied from the template. */
  static async open(server, name, template) {
    await create(server, name, template)
    const database = inDatabase(server, name)
    return Object.assign(new Service(), { server, name, database, application: await asApplication(database) })
  }

  /** Starts one `alimi serve` on a free port; call it again for a second replica on the same database. */
  async start(more = {}) {
    const listen = more.ALIMI_LISTEN ?? `127.0.0.1:${await freePort()}`
    const url = `http://${listen}`
    const child = spawn(alimi, ['serve'], {
      env: settings(this.application, { NO_COLOR: '1', ...more, ALIMI_LISTEN: listen }),
      cwd: ROOT,
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    const replica = { url, child, log: '' }
    this.replicas.push(replica)
    await new Promise((ready, fail) => {
      const read = (data) => {
        replica.log += data
        if (replica.log.includes('listening on ')) ready()
      }
      child.stdout.on('data', read)
      child.stderr.on('data', read)
      child.on('error', fail)
      child.on('exit', (code) => fail(new Error(`alimi serve ended with ${code}:\n${replica.log}`)))
      setTimeout(() => fail(new Error(`alimi serve did not get ready in 30 s:\n${replica.log}`)), 30_000).unref()
    })
    return replica
  }

  /** Differences that the audits found: empty when every counter adds up and the read models follow. */
  async audit() {
    try {
      await command(this.database, 'audit')
      await command(this.database, 'audit', '--views')
      return ''
    } catch (error) {
      return `${error.stdout ?? ''}${error.stderr ?? ''}` || String(error)
    }
  }

  async stop(replica) {
    this.replicas = this.replicas.filter((each) => each !== replica)
    const { child } = replica
    if (child.exitCode !== null || child.signalCode !== null) return
    const gone = new Promise((done) => child.once('exit', done))
    child.kill('SIGTERM')
    const impatience = setTimeout(() => child.kill('SIGKILL'), 10_000)
    await gone
    clearTimeout(impatience)
  }

  /** Ends it at once, whatever it is at. */
  kill(replica) {
    this.replicas = this.replicas.filter((each) => each !== replica)
    replica.child.kill('SIGKILL')
  }

  /** Stops every replica and drops the database. */
  async close() {
    await Promise.all(this.replicas.map((each) => this.stop(each)))
    await drop(this.server, this.name)
  }
}
