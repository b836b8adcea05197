// One bar for each file of browser tests: how many of its tests fail; and the bars of Lighthouse, where it
// was asked. After scripts/browser-tests.
import { existsSync, readFileSync } from 'node:fs'
import { bar, report } from './report.mjs'

const LIGHTHOUSE = 'target/report/lighthouse.json'

/** Files hold suites, which hold suites and specs. */
function failures(suite) {
  const own = (suite.specs ?? []).filter((spec) => !spec.ok).length
  return (suite.suites ?? []).reduce((sum, inner) => sum + failures(inner), own)
}

const { suites } = JSON.parse(readFileSync('target/report/browser.json', 'utf8'))
const measured = existsSync(LIGHTHOUSE) ? JSON.parse(readFileSync(LIGHTHOUSE, 'utf8')) : []
const bars = [...suites.map((suite) => bar(`${suite.file}: failing tests`, failures(suite), 'tests', '<= 0')), ...measured]
report('e2e', bars)
process.exit(bars.every(({ ok }) => ok) ? 0 : 1)
