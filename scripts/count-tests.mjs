// Adds up what nextest (JUnit) and Playwright (JSON) reported, and prints the closing line.
// A report that is missing counts as one failure: its tests did not run.
import { existsSync, readFileSync } from 'node:fs'

const [rust, browser] = process.argv.slice(2)
let passed = 0
let failed = 0

if (existsSync(rust)) {
  const head = /<testsuites[^>]*>/.exec(readFileSync(rust, 'utf8'))?.[0] ?? ''
  const number = (name) => Number(new RegExp(` ${name}="(\\d+)"`).exec(head)?.[1] ?? 0)
  failed += number('failures') + number('errors')
  passed += number('tests') - number('failures') - number('errors')
} else failed += 1

if (existsSync(browser)) {
  const { stats, errors } = JSON.parse(readFileSync(browser, 'utf8'))
  passed += stats.expected + stats.flaky
  failed += stats.unexpected + (stats.unexpected === 0 ? errors.length : 0)
} else failed += 1

console.log(`${passed} passed, ${failed} failed`)
process.exit(failed > 0 ? 1 : 0)
