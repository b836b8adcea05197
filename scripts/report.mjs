// The bars of a measurement: a line each, and target/report/NAME.json for whoever draws them.
import { mkdirSync, writeFileSync } from 'node:fs'

/** `target` reads like "<= 100"; a bar without `reference` has none in the same run. */
export function bar(name, value, unit, target, reference = null) {
  const [relation, limit] = target.split(' ')
  const ok = relation === '<=' ? value <= Number(limit) : value >= Number(limit)
  return { name, value, unit, target, ok, reference }
}

export function report(file, bars) {
  mkdirSync('target/report', { recursive: true })
  writeFileSync(`target/report/${file}.json`, `${JSON.stringify(bars, null, 2)}\n`)
  for (const { name, value, unit, target, ok } of bars) console.log(`${name} ${value} ${unit} ${target} ${ok ? 'ok' : 'short'}`)
}
