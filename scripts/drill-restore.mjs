// A restore drill, as docs/OPERATIONS.md describes it: a base backup under load, WAL archiving, a
// table that somebody drops, and a second cluster brought to the second before. Every booking that
// was committed by then must be there, and the audit must find no difference.
//   node scripts/drill-restore.mjs BENCH ALIMI SECONDS    (the load generator, the service, of load)
import { execFile, execFileSync } from 'node:child_process'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { setTimeout as pause } from 'node:timers/promises'
import { promisify } from 'node:util'
import pg from 'pg'
import { inDatabase } from './db.mjs'

const [bench, alimi, seconds] = process.argv.slice(2)
// More than can book in that time.
const PEOPLE = String(5_000 * Number(seconds))
const OLD = '.data/drill-pg'
const NEW = '.data/drilled-pg'
const NAME = 'alimi_drill'

const run = (program, args, options = {}) => execFileSync(program, args, { encoding: 'utf8', ...options }).trim()
const cluster = (...args) => run('scripts/postgres', args)
const say = (text) => console.log(`  ${text}`)

async function query(url, text) {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return (await client.query(text)).rows
  } finally {
    await client.end()
  }
}

/** A copy of the files while the service writes: what is torn in it, the WAL of that time mends. */
async function backUp(url, from, to) {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  await client.query("SELECT pg_backup_start('drill', fast => true)")
  // Files that vanish meanwhile are no fault: the WAL knows.
  run('sh', ['-c', `cp -a "$0" "$1" 2>/dev/null || test -f "$1/PG_VERSION"`, from, to])
  const [{ labelfile }] = (await client.query('SELECT labelfile FROM pg_backup_stop()')).rows
  await client.end()
  run('sh', ['-c', 'rm -rf "$0"/pg_wal/* "$0"/postmaster.pid "$0"/postmaster.opts', to])
  writeFileSync(`${to}/backup_label`, labelfile)
  run('chown', ['--reference', `${to}/PG_VERSION`, `${to}/backup_label`])
}

for (const home of [OLD, NEW]) if (existsSync(home)) cluster('reset', home)
cluster('start', OLD)
const place = readFileSync(`${OLD}/location`, 'utf8').trim()
const archive = `${place}/archive`
run('mkdir', [archive])
run('chown', ['--reference', `${place}/data`, archive])
let url = cluster('url', OLD)
await query(url, "ALTER SYSTEM SET archive_mode = 'on'")
await query(url, `ALTER SYSTEM SET archive_command = 'test ! -f ${archive}/%f && cp %p ${archive}/%f'`)
await query(url, "ALTER SYSTEM SET archive_timeout = '10s'")
cluster('stop', OLD)
cluster('start', OLD)
url = cluster('url', OLD)

say('Booking, and a base backup meanwhile')
const booking = promisify(execFile)(
  bench,
  ['--alimi', alimi, '--people', PEOPLE, '--people-at-once', '20', '--seconds', seconds, 'load', '--name', NAME],
  { env: { ...process.env, BENCH_DATABASE_URL: url, RUST_LOG: 'off' } },
)
// Not before there is something to book with.
while (!(await query(inDatabase(url, NAME), 'SELECT count(*) FROM reservations').catch(() => [{ count: '0' }]))[0].count > 0)
  await pause(200)
const copy = `${place}-copy`
run('rm', ['-rf', copy])
await backUp(url, `${place}/data`, copy)
const count = Number((await booking).stdout.trim())
if (!(count > 0)) throw new Error('nobody booked')

const [{ before }] = await query(url, 'SELECT clock_timestamp()::text AS before')
await pause(1100)
say(`${count} bookings; now a table is dropped`)
await query(inDatabase(url, NAME), 'DROP TABLE reservations CASCADE')
const [{ file }] = await query(url, 'SELECT pg_walfile_name(pg_switch_wal()) AS file')
for (let tries = 0; !existsSync(`${archive}/${file}`); tries++) {
  if (tries > 300) throw new Error(`${file} was not archived within half a minute`)
  await pause(100)
}

say(`A second cluster, brought to ${before}`)
const began = Date.now()
run('mkdir', ['-p', NEW])
for (const name of ['password', 'kind']) run('cp', ['-p', `${OLD}/${name}`, `${NEW}/${name}`])
run('mkdir', ['-p', `${place}-new`])
run('chown', ['--reference', `${place}/data`, `${place}-new`])
run('chmod', ['700', `${place}-new`])
run('mv', [copy, `${place}-new/data`])
run('cp', ['-p', `${place}/complete`, `${place}-new/complete`])
writeFileSync(`${NEW}/location`, `${place}-new\n`)
const settings = [
  `restore_command = 'cp ${archive}/%f %p'`,
  `recovery_target_time = '${before}'`,
  "recovery_target_action = 'promote'",
  "archive_mode = 'off'",
]
const auto = `${place}-new/data/postgresql.auto.conf`
writeFileSync(auto, `${readFileSync(auto, 'utf8')}${settings.join('\n')}\n`)
writeFileSync(`${place}-new/data/recovery.signal`, '')
run('chown', ['--reference', auto, `${place}-new/data/recovery.signal`])
cluster('start', NEW)
const restored = cluster('url', NEW)
while ((await query(restored, 'SELECT pg_is_in_recovery() AS still'))[0].still) await pause(100)
say(`Restored in ${((Date.now() - began) / 1000).toFixed(1)} s`)

const [{ n }] = await query(inDatabase(restored, NAME), "SELECT count(*)::int AS n FROM reservations WHERE status = 'requested'")
const keys = readFileSync('bench/src/world.rs', 'utf8')
const key = (name) => keys.match(new RegExp(`${name}: &str = "([^"]+)"`))[1]
const audit = run(alimi, ['audit'], {
  env: { ...process.env, DATABASE_URL: inDatabase(restored, NAME), ALIMI_DATA_KEYS: key('DATA_KEYS'), ALIMI_INDEX_KEY: key('INDEX_KEY') },
})
for (const home of [NEW, OLD]) cluster('reset', home)
console.log(`restore_bookings_lost ${count - n} bookings 0 ${n === count ? 'ok' : 'short'}`)
console.log(`restore_audit ${audit === 'no difference' ? 0 : 1} differences 0 ${audit === 'no difference' ? 'ok' : 'short'}`)
if (n !== count || audit !== 'no difference') process.exit(1)
