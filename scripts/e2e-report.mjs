// The bars of the browser tests, after scripts/browser-tests: for each file and for each way of coming how
// many tests fail, the same over several replicas, the sums of what tests counted (`count` in
// end2end/fixtures/look.ts), and what Lighthouse measured, where it was asked.
import { existsSync, readFileSync } from 'node:fs'
import { bar, report } from './report.mjs'

const LIGHTHOUSE = 'target/report/lighthouse.json'

/** What is counted that there should be much of; of the rest there should be none. */
const MUCH = ['looks at pages']

/** How journeys are gone: the names of their groups, as in end2end/fixtures/ways.ts. */
const WAYS = ['as most people come', 'without scripts', 'without styles and scripts', 'by keyboard alone']

/** Files hold suites, which hold suites and specs. */
function specs(suite) {
  const own = (suite.specs ?? []).map((spec) => ({ ...spec, group: suite.title }))
  return [...own, ...(suite.suites ?? []).flatMap(specs)]
}

const testsOf = (file) => JSON.parse(readFileSync(file, 'utf8')).suites.flatMap(specs)

const failing = (tests) => tests.filter((spec) => !spec.ok).length

const { suites } = JSON.parse(readFileSync('target/report/browser.json', 'utf8'))
const files = suites.map((suite) => ({ name: suite.file, tests: specs(suite) }))
const all = files.flatMap(({ tests }) => tests)

const byFile = files.map(({ name, tests }) => bar(`${name}: failing tests`, failing(tests), 'tests', '<= 0'))
const byWay = WAYS.map((way) => [way, all.filter(({ group }) => group === way)]).flatMap(([way, tests]) => [
  bar(`journeys ${way}`, tests.length, 'tests', '>= 1'),
  bar(`journeys ${way}: failing tests`, failing(tests), 'tests', '<= 0'),
])

const counts = new Map()
for (const { type, description } of all.flatMap(({ tests }) => tests.flatMap(({ annotations }) => annotations))) {
  const name = /^count: (.*)$/.exec(type)?.[1]
  if (name) counts.set(name, (counts.get(name) ?? 0) + Number(description))
}
const counted = [...counts].map(([name, n]) => bar(name, n, 'times', MUCH.includes(name) ? '>= 1' : '<= 0'))

const replicated = [2, 3].map((n) => [n, `target/report/replicas-${n}.json`]).filter(([, file]) => existsSync(file))
const byReplicas = replicated.map(([n, file]) => [n, testsOf(file)]).flatMap(([n, tests]) => [
  bar(`over ${n} replicas`, tests.length, 'tests', '>= 1'),
  bar(`over ${n} replicas: failing tests`, failing(tests), 'tests', '<= 0'),
])

const measured = existsSync(LIGHTHOUSE) ? JSON.parse(readFileSync(LIGHTHOUSE, 'utf8')) : []

const bars = [...byFile, ...byWay, ...byReplicas, ...counted, ...measured]
report('e2e', bars)
process.exit(bars.every(({ ok }) => ok) ? 0 : 1)
