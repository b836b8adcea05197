// Small database errands, so that no script needs PostgreSQL's client programs. The server is
// DATABASE_URL's: an argument would show the password in the list of processes.
//   node scripts/db.mjs create NAME [TEMPLATE]   (an older one of that name is dropped)
//   node scripts/db.mjs drop NAME
//   node scripts/db.mjs apply NAME FILE…         (SQL files, in the order given, to database NAME)
//   node scripts/db.mjs understand NAME FOLDER  (whether database NAME understands every query described there)
//   node scripts/db.mjs url NAME                 (prints the address of database NAME)
//   node scripts/db.mjs ping                     (whether the server answers)
import { readFile, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import pg from 'pg'

async function withClient(url, work) {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000 })
  // A server that goes away while we leave is no fault.
  client.on('error', () => {})
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}

/** The same server, another database. */
export function inDatabase(url, name) {
  const other = new URL(url)
  other.pathname = `/${name}`
  return other.href
}

export async function drop(url, name) {
  await withClient(url, (db) => db.query(`DROP DATABASE IF EXISTS ${pg.escapeIdentifier(name)} WITH (FORCE)`))
}

export async function create(url, name, template) {
  await drop(url, name)
  const from = template ? ` TEMPLATE ${pg.escapeIdentifier(template)}` : ''
  await withClient(url, (db) => db.query(`CREATE DATABASE ${pg.escapeIdentifier(name)}${from}`))
}

/** The role the service works with in tests, and its address of a database. It owns nothing. */
export async function asApplication(url) {
  const role = 'alimi_app_test'
  await withClient(url, async (db) => {
    // Concurrent tests make it at the same moment.
    await db.query(`DO $$ BEGIN CREATE ROLE ${role} LOGIN PASSWORD '${role}';
      EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; END $$`)
  })
  const other = new URL(url)
  other.username = other.password = role
  return other.href
}

export async function databases(url) {
  const { rows } = await withClient(url, (db) => db.query('SELECT datname FROM pg_database'))
  return rows.map((row) => row.datname)
}

async function apply(url, name, files) {
  await withClient(inDatabase(url, name), async (db) => {
    for (const file of files) {
      try {
        await db.query(await readFile(file, 'utf8'))
      } catch (error) {
        throw new Error(`${file}: ${error.message}${error.position ? ` (at character ${error.position})` : ''}`)
      }
    }
  })
}

/** Plans each query that sqlx described; what cannot be planned would fail when it is asked. */
async function understand(url, name, folder) {
  await withClient(inDatabase(url, name), async (db) => {
    for (const file of await readdir(folder)) {
      const { query } = JSON.parse(await readFile(join(folder, file), 'utf8'))
      // Settings and the like name no table.
      if (!/^\s*(SELECT|WITH|INSERT|UPDATE|DELETE|MERGE|VALUES)\b/i.test(query)) continue
      await db.query(`PREPARE described AS ${query}`).catch((error) => {
        throw new Error(`${error.message}, in: ${query}`)
      })
      await db.query('DEALLOCATE described')
    }
  })
}

async function main([command, ...rest]) {
  const url = process.env.DATABASE_URL
  if (command === 'create') await create(url, ...rest)
  else if (command === 'drop') await drop(url, ...rest)
  else if (command === 'apply') await apply(url, rest[0], rest.slice(1))
  else if (command === 'understand') await understand(url, ...rest)
  else if (command === 'url') console.log(inDatabase(url, ...rest))
  else if (command === 'ping') await withClient(url, (db) => db.query('SELECT 1'))
  else throw new Error(`unknown errand: ${command}`)
}

if (process.argv[1] === import.meta.filename) {
  await main(process.argv.slice(2)).catch((error) => {
    console.error(error.errors?.map((each) => each.message).join('; ') || error.message || String(error))
    process.exit(1)
  })
}
