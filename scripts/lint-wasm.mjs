// Prints the Korean words in the data of the built wasm; fails when there are any. Only the data
// section holds texts: in the code, the bytes of a syllable may meet by accident.
import { readFileSync } from 'node:fs'

const { wasm } = JSON.parse(readFileSync('target/site/assets.json', 'utf8'))
const bytes = readFileSync(`target/site/pkg/${wasm}`)

function* sections() {
  let at = 8
  while (at < bytes.length) {
    const id = bytes[at++]
    let size = 0
    for (let shift = 0; ; shift += 7) {
      const byte = bytes[at++]
      size += (byte & 0x7f) * 2 ** shift
      if (byte < 0x80) break
    }
    yield { id, content: bytes.subarray(at, at + size) }
    at += size
  }
}

const DATA = 11
const words = [...sections()].filter(({ id }) => id === DATA).flatMap(({ content }) => content.toString('utf8').match(/[\uAC00-\uD7A3]{2,}/g) ?? [])
if (words.length > 0) {
  console.error(words.join('\n'))
  process.exit(1)
}
