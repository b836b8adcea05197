// Adds up what nextest (JUnit) and Playwright (JSON) reported, names every test that failed or needed
// a second try, and prints the closing line. A report that is missing counts as one failure: its tests
// did not run. So does a part that ended with an error, for it may have failed outside of its tests.
import { existsSync, readFileSync } from 'node:fs'

const [rust, browser, ...parts] = process.argv.slice(2)
let passed = 0
const failed = []
const flaky = []

if (existsSync(rust)) {
  const report = readFileSync(rust, 'utf8')
  for (const [, head, , body = ''] of report.matchAll(/<testcase ([^>]*?)(\/>|>([\s\S]*?)<\/testcase>)/g)) {
    const value = (name) => new RegExp(`\\b${name}="([^"]*)"`).exec(head)?.[1] ?? ''
    const name = `${value('classname')} ${value('name')}`
    if (/<(failure|error)\b/.test(body)) failed.push(name)
    else passed += 1
    if (/<flakyFailure\b/.test(body)) flaky.push(name)
  }
} else failed.push('the Rust tests left no report')

if (existsSync(browser)) {
  const { suites, errors } = JSON.parse(readFileSync(browser, 'utf8'))
  const visit = (suite, path) => {
    for (const spec of suite.specs ?? []) {
      for (const test of spec.tests) {
        const name = [...path, spec.title, test.projectName].filter(Boolean).join(' › ')
        if (test.status === 'unexpected') failed.push(name)
        else if (test.status !== 'skipped') passed += 1
        if (test.status === 'flaky') flaky.push(name)
      }
    }
    for (const inner of suite.suites ?? []) visit(inner, [...path, inner.title])
  }
  for (const file of suites) visit(file, [file.title])
  if (failed.length === 0) failed.push(...errors.map((error) => `browser: ${error.message}`))
} else failed.push('the browser tests left no report')

failed.push(...parts.map((part) => `${part} ended with an error`))

for (const name of flaky) console.log(`  passed on the second try: ${name}`)
for (const name of failed) console.log(`  failed: ${name}`)
console.log(`${passed} passed, ${failed.length} failed`)
process.exit(failed.length > 0 ? 1 : 0)
