// The faces of the site: of Pretendard GOV, which comes with krds-uiux, only what our pages write.
// Anything else, such as a rare syllable of a person's name, is drawn in the system's font.
// The licence (SIL OFL 1.1) reserves the name Pretendard: what was changed carries another.
import * as fs from 'node:fs'
import fontverter from 'fontverter'
import subsetFont from 'subset-font'

const SOURCE = 'node_modules/krds-uiux/resources/fonts'
export const WEIGHTS = ['Regular', 'Bold']
const FAMILY = 'Alimi Sans'
const LATIN = Array.from({ length: 0x7f - 0x20 }, (_, i) => String.fromCharCode(0x20 + i)).join('')
// Pairs of letters, and figures of one width: what the style asks for.
const FEATURES = ['kern', 'tnum']

/** Every character that our files write. Comments are no texts. */
export function characters(files) {
  const lines = files.flatMap((file) => fs.readFileSync(file, 'utf8').split('\n')).filter((line) => !/^\s*(\/\/|#)/.test(line))
  return LATIN + [...new Set(lines.join(''))].filter((char) => char > '~').sort().join('')
}

/** One weight as woff2. The same input gives the same bytes. */
export async function face(weight, text) {
  const source = fs.readFileSync(`${SOURCE}/PretendardGOV-${weight}.subset.woff2`)
  const subset = await subsetFont(source, text, { targetFormat: 'truetype', keepFeatures: FEATURES, noHinting: true })
  return Buffer.from(await fontverter.convert(renamed(subset, weight), 'woff2'))
}

/** The font under our name; author and licence stay in it. */
function renamed(font, weight) {
  const tables = read(font)
  const kept = names(tables.get('name'))
  const [full, script] = [`${FAMILY} ${weight}`, `${FAMILY.replaceAll(' ', '')}-${weight}`]
  const said = { 0: kept.get(0), 1: FAMILY, 2: weight, 3: script, 4: full, 5: kept.get(5), 6: script, 9: kept.get(9), 13: kept.get(13), 14: kept.get(14) }
  tables.set('name', nameTable(Object.entries(said).filter(([, text]) => text)))
  return written(font.readUInt32BE(0), tables)
}

function read(font) {
  const count = font.readUInt16BE(4)
  const records = Array.from({ length: count }, (_, i) => 12 + 16 * i)
  return new Map(records.map((at) => [font.toString('latin1', at, at + 4), font.subarray(font.readUInt32BE(at + 8), font.readUInt32BE(at + 8) + font.readUInt32BE(at + 12))]))
}

const [WINDOWS, UNICODE, ENGLISH] = [3, 1, 0x409]

/** The English names by their number. */
function names(table) {
  const texts = table.readUInt16BE(4)
  const found = new Map()
  for (let i = 0; i < table.readUInt16BE(2); i += 1) {
    const [platform, , language, id, length, offset] = [0, 2, 4, 6, 8, 10].map((at) => table.readUInt16BE(6 + 12 * i + at))
    if (platform !== WINDOWS || language !== ENGLISH) continue
    found.set(id, Buffer.from(table.subarray(texts + offset, texts + offset + length)).swap16().toString('utf16le'))
  }
  return found
}

function nameTable(entries) {
  const head = Buffer.alloc(6 + 12 * entries.length)
  head.writeUInt16BE(entries.length, 2)
  head.writeUInt16BE(head.length, 4)
  const texts = entries.map(([, text]) => Buffer.from(text, 'utf16le').swap16())
  let offset = 0
  entries.forEach(([id], i) => {
    ;[WINDOWS, UNICODE, ENGLISH, Number(id), texts[i].length, offset].forEach((value, k) => head.writeUInt16BE(value, 6 + 12 * i + 2 * k))
    offset += texts[i].length
  })
  return Buffer.concat([head, ...texts])
}

const padded = (table) => Buffer.concat([table, Buffer.alloc(-table.length & 3)])

function checksum(bytes) {
  let sum = 0
  for (let at = 0; at < bytes.length; at += 4) sum = (sum + bytes.readUInt32BE(at)) >>> 0
  return sum
}

/** Where `head` keeps what makes the sum over the whole file come out right. */
const [ADJUSTMENT, WHOLE] = [8, 0xb1b0afba]

function written(version, tables) {
  const sorted = [...tables].sort(([a], [b]) => (a < b ? -1 : 1))
  const bodies = sorted.map(([tag, table]) => {
    const body = padded(table)
    if (tag === 'head') body.writeUInt32BE(0, ADJUSTMENT)
    return body
  })
  const start = 12 + 16 * sorted.length
  const directory = Buffer.alloc(start)
  const power = 2 ** Math.floor(Math.log2(sorted.length))
  directory.writeUInt32BE(version, 0)
  ;[sorted.length, 16 * power, Math.log2(power), 16 * (sorted.length - power)].forEach((value, k) => directory.writeUInt16BE(value, 4 + 2 * k))
  let offset = start
  sorted.forEach(([tag, table], i) => {
    directory.write(tag, 12 + 16 * i, 'latin1')
    ;[checksum(bodies[i]), offset, table.length].forEach((value, k) => directory.writeUInt32BE(value, 16 + 16 * i + 4 * k))
    offset += bodies[i].length
  })
  const file = Buffer.concat([directory, ...bodies])
  const head = start + bodies.slice(0, sorted.findIndex(([tag]) => tag === 'head')).reduce((sum, body) => sum + body.length, 0)
  file.writeUInt32BE((WHOLE - checksum(file)) >>> 0, head + ADJUSTMENT)
  return file
}
