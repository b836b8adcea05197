// The site in five plain steps: cargo builds the wasm, wasm-bindgen gives it JavaScript, wasm-opt
// shrinks it, fonts are cut to what pages write, sass compiles the style. Then names get their
// content's hash and each file a brotli sibling. Called by scripts/site, which holds the lock.
import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import * as fs from 'node:fs'
import path from 'node:path'
import { brotliCompressSync, constants } from 'node:zlib'
import * as sass from 'sass'
import { WEIGHTS, characters, face } from './font.mjs'

const dev = process.argv.includes('--dev')
const SITE = 'target/site'
const NEXT = 'target/site.next'
const STAMP = 'target/site.inputs'
const WORKER = 'public/sw.js'
const BUILT = process.env.CARGO_TARGET_DIR ?? 'target'
// What pages write besides the texts: the names of the register, and what notices say.
const WRITTEN = ['data/hospitals.csv', 'server/src/channel/messages.txt']
// The features that every browser of the last years has, and that wasm-bindgen's output uses.
const WASM_OPT = ['-Oz', '--enable-bulk-memory', '--enable-nontrapping-float-to-int', '--enable-reference-types', '--enable-sign-ext', '--enable-mutable-globals']

function filesUnder(folder) {
  if (!fs.existsSync(folder)) return []
  return fs
    .readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath ?? entry.path, entry.name))
    .sort()
}

/** One hash over everything the site is made of. */
function inputs() {
  const hash = createHash('sha256')
  hash.update(execFileSync('rustc', ['--version', '--verbose'])).update(dev ? 'dev' : 'release')
  const single = ['Cargo.toml', 'Cargo.lock', 'package-lock.json', 'rust-toolchain.toml', 'scripts/site.mjs', 'scripts/font.mjs', 'scripts/install', ...WRITTEN, 'domain/Cargo.toml', 'app/Cargo.toml', 'frontend/Cargo.toml']
  const folders = ['domain/src', 'app/src', 'frontend/src', 'style', 'public']
  for (const file of [...single, ...folders.flatMap(filesUnder)]) {
    const content = fs.readFileSync(file)
    hash.update(`${file}\0${content.length}\0`).update(content)
  }
  return hash.digest('hex')
}

function step(name, expected) {
  console.log(`▸ ${name} (${expected})`)
}

function run(program, args) {
  try {
    execFileSync(program, args, { stdio: 'inherit' })
  } catch (error) {
    console.error(`✗ ${program} failed${error.code === 'ENOENT' ? ': it is missing' : ''}.\n  The lines above say why; 'scripts/install wasm bindgen node' brings what is missing.`)
    process.exit(1)
  }
}

function hashed(name, content) {
  const { name: stem, ext } = path.parse(name)
  return `${stem}.${createHash('sha256').update(content).digest('hex').slice(0, 16)}${ext}`
}

/** Writes a file, and beside it what a browser that understands brotli gets. */
function write(name, content) {
  const file = path.join(NEXT, name)
  fs.mkdirSync(path.dirname(file), { recursive: true })
  fs.writeFileSync(file, content)
  if (dev || !/\.(js|wasm|css|svg|json|webmanifest|html|txt)$/.test(name)) return
  const bytes = Buffer.from(content)
  const params = { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_LGWIN]: 22, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length }
  fs.writeFileSync(`${file}.br`, brotliCompressSync(bytes, { params }))
}

function wasm() {
  const profile = dev ? 'dev' : 'wasm-release'
  step('Building the browser part', dev ? 'seconds; a minute the first time' : '2 minutes the first time')
  run('cargo', ['build', '-p', 'frontend', '--profile', profile, '--target', 'wasm32-unknown-unknown'])
  const built = `${BUILT}/wasm32-unknown-unknown/${dev ? 'debug' : profile}/frontend.wasm`
  const bound = 'target/site.bound'
  fs.rmSync(bound, { recursive: true, force: true })
  run('wasm-bindgen', ['--target', 'web', '--no-typescript', '--out-name', 'out', '--out-dir', bound, built])
  if (!dev) {
    step('Shrinking it', '15 seconds')
    run('node_modules/.bin/wasm-opt', [...WASM_OPT, `${bound}/out_bg.wasm`, '-o', `${bound}/out_bg.wasm`])
  }
  const code = fs.readFileSync(`${bound}/out_bg.wasm`)
  const wasmName = hashed('out.wasm', code)
  const glue = fs.readFileSync(`${bound}/out.js`, 'utf8').replaceAll('out_bg.wasm', wasmName)
  const jsName = hashed('out.js', glue)
  write(`pkg/${wasmName}`, code)
  write(`pkg/${jsName}`, glue)
  // JavaScript that crates bring along; its folders carry hashes already.
  for (const file of filesUnder(`${bound}/snippets`)) write(path.join('pkg', path.relative(bound, file)), fs.readFileSync(file))
  fs.rmSync(bound, { recursive: true, force: true })
  return { js: jsName, wasm: wasmName }
}

async function fonts() {
  step('Cutting the fonts', '2 seconds')
  const text = characters([...WRITTEN, ...['app/src', 'domain/src'].flatMap(filesUnder)])
  const names = {}
  for (const weight of WEIGHTS) {
    const plain = `sans-${weight.toLowerCase()}.woff2`
    const font = await face(weight, text)
    names[plain] = hashed(plain, font)
    write(`pkg/${names[plain]}`, font)
  }
  return names
}

function style(fonts) {
  step('Compiling the style', 'a second')
  let css
  try {
    css = sass.compile('style/main.scss', { style: dev ? 'expanded' : 'compressed', loadPaths: ['node_modules'], quietDeps: true }).css
  } catch (error) {
    console.error(`${error.message}\n✗ The style does not compile.\n  The lines above say where.`)
    process.exit(1)
  }
  for (const [plain, font] of Object.entries(fonts)) css = css.replaceAll(plain, font)
  const name = hashed('main.css', css)
  write(`pkg/${name}`, css)
  return { css: name }
}

function publicFiles() {
  const names = {}
  for (const file of filesUnder('public')) {
    const content = fs.readFileSync(file)
    const { dir, name, ext } = path.parse(file)
    if (file === WORKER) continue
    if (dir === 'public' && ext === '.js') {
      names[name] = hashed(`${name}.js`, content)
      write(`pkg/${names[name]}`, content)
    } else {
      write(path.relative('public', file), content)
    }
  }
  return names
}

/** The service worker keeps its address: browsers look there for the next one. It is told which files
    a page cannot do without; with any of them it changes. */
function worker({ css, boot }, faces) {
  const list = 'const SHELL = []'
  const code = fs.readFileSync(WORKER, 'utf8')
  if (!code.includes(list)) throw new Error(`${WORKER} has no line "${list}"`)
  const files = [css, boot, ...Object.values(faces)].map((name) => `/pkg/${name}`)
  write(path.relative('public', WORKER), code.replace(list, `const SHELL = ${JSON.stringify(files)}`))
}

/** The finished folder takes the place of the old one; a broken build leaves the old one alone. */
function publish() {
  const old = `${SITE}.old`
  fs.rmSync(old, { recursive: true, force: true })
  if (fs.existsSync(SITE)) fs.renameSync(SITE, old)
  fs.renameSync(NEXT, SITE)
  fs.rmSync(old, { recursive: true, force: true })
}

const wanted = inputs()
if (fs.existsSync(`${SITE}/assets.json`) && fs.existsSync(STAMP) && fs.readFileSync(STAMP, 'utf8') === wanted) process.exit(0)
fs.rmSync(NEXT, { recursive: true, force: true })
const faces = await fonts()
const assets = { ...wasm(), font: faces['sans-regular.woff2'], ...style(faces), ...publicFiles() }
worker(assets, faces)
fs.writeFileSync(`${NEXT}/assets.json`, `${JSON.stringify(assets, null, 2)}\n`)
publish()
fs.writeFileSync(STAMP, wanted)
const kib = (name) => `${(fs.statSync(`${SITE}/pkg/${name}${dev ? '' : '.br'}`).size / 1024).toFixed(1)} KiB`
const fontsKib = (Object.values(faces).reduce((sum, name) => sum + fs.statSync(`${SITE}/pkg/${name}`).size, 0) / 1024).toFixed(1)
console.log(`  target/site is ready: wasm ${kib(assets.wasm)}, JavaScript ${kib(assets.js)}, CSS ${kib(assets.css)}${dev ? '' : ' (brotli)'}, fonts ${fontsKib} KiB.`)
