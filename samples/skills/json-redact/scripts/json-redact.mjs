#!/usr/bin/env node
// Replaces secrets in JSON and JSON Lines files by pseudonyms; SKILL.md describes the rules.
//
//     node scripts/json-redact.mjs IN... --out DIR --salt-file FILE [--keys LIST] [--patterns]
//
// First every input is read and all secrets are collected, then all texts are replaced in memory,
// then the result is searched for secrets once more, and only then files are written.
import { createHmac } from 'node:crypto';
import { lstatSync, mkdirSync, readFileSync, rmdirSync, statSync, unlinkSync, writeFileSync, writeSync } from 'node:fs';
import { basename, dirname, extname, join, resolve } from 'node:path';

const PROGRAM = 'json-redact';
const HELP = `usage ${PROGRAM} IN... --out DIR --salt-file FILE [--keys LIST] [--patterns]

  --out DIR         folder for the redacted files
  --salt-file FILE  key of the pseudonyms, at least 16 bytes
  --keys LIST       names of keys, with commas between them; their values are secrets
  --patterns        e-mail addresses, IPv4 addresses and card numbers are secrets too
  --help            show this text
`;
const DEEPEST = 500;   // arrays and objects in each other
const LONG = 4;        // a secret from this length on is also found within words
const MARK = /-[0-9a-f]{16}/g;

class UsageFault extends Error {}
class SaltFault extends Error {}
class LeakFault extends Error {}
class InputFault extends Error {
  constructor(messages) {
    super(messages.join('\n'));
    this.messages = messages;
  }
}

// ---------------------------------------------------------------- JSON that keeps what it read

// JSON.parse would change long numbers, sort keys such as "10" to the front and drop a key that comes twice.
class JsonNumber {
  constructor(text) { this.text = text; }
}
class JsonObject {
  constructor(members) { this.members = members; }  // [key, value] in the order of the file
}

function parseJson(text, firstLine) {
  let at = 0;
  let depth = 0;

  function fail(message, where = at) {
    const line = firstLine + text.slice(0, where).split('\n').length - 1;
    throw new InputFault([`${line}: ${message}`]);
  }
  function skip() {
    while (at < text.length && ' \t\r\n'.includes(text[at])) at++;
  }
  function taken(character) {
    skip();
    if (text[at] !== character) return false;
    at++;
    return true;
  }
  function string() {
    const start = at++;
    for (; text[at] !== '"'; at += text[at] === '\\' ? 2 : 1) {
      if (at >= text.length) fail('a text without its end', start);
      if (text[at] < ' ') fail('a control character in a text');
    }
    at++;
    try {
      return JSON.parse(text.slice(start, at));
    } catch {
      return fail('a bad escape in a text', start);
    }
  }
  function object() {
    const members = [];
    const keys = new Set();
    if (taken('}')) return new JsonObject(members);
    do {
      skip();
      if (text[at] !== '"') fail('a key was expected');
      const start = at;
      const key = string();
      if (keys.has(key)) fail('a key that the object has already', start);
      keys.add(key);
      if (!taken(':')) fail('a colon was expected');
      members.push([key, value()]);
    } while (taken(','));
    if (!taken('}')) fail('a comma or } was expected');
    return new JsonObject(members);
  }
  function array() {
    const items = [];
    if (taken(']')) return items;
    do items.push(value()); while (taken(','));
    if (!taken(']')) fail('a comma or ] was expected');
    return items;
  }
  function value() {
    skip();
    if (text[at] === '"') return string();
    if (text[at] === '{' || text[at] === '[') {
      if (++depth > DEEPEST) fail(`more than ${DEEPEST} levels`);
      const result = text[at++] === '{' ? object() : array();
      depth--;
      return result;
    }
    for (const [word, meant] of [['true', true], ['false', false], ['null', null]]) {
      if (text.startsWith(word, at)) {
        at += word.length;
        return meant;
      }
    }
    const number = /-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?/y;
    number.lastIndex = at;
    const match = number.exec(text);
    if (!match) fail('a value was expected');
    at += match[0].length;
    return new JsonNumber(match[0]);
  }

  const result = value();
  skip();
  if (at < text.length) fail('the end was expected');
  return result;
}

function writeJson(node, indent) {
  const items = Array.isArray(node) ? node.map(item => writeJson(item, indent))
    : node instanceof JsonObject
      ? node.members.map(([key, item]) => `${JSON.stringify(key)}:${indent ? ' ' : ''}${writeJson(item, indent)}`)
      : null;
  if (!items) return node instanceof JsonNumber ? node.text : JSON.stringify(node);
  const [open, close] = Array.isArray(node) ? '[]' : '{}';
  if (!indent || items.length === 0) return open + items.join(',') + close;
  return `${open}\n${items.map(item => indent + item.replaceAll('\n', '\n' + indent)).join(',\n')}\n${close}`;
}

// ---------------------------------------------------------------- secrets

/** Lower case, unit by unit, so that places in the result are places in the text. */
function fold(text) {
  if (/^[\x00-\x7f]*$/.test(text)) return text.toLowerCase();
  let result = '';
  for (let at = 0; at < text.length; at++) {
    const lower = text[at].toLowerCase();
    result += lower.length !== 1 ? text[at] : lower === 'ς' ? 'σ' : lower;
  }
  return result;
}

const plain = text => fold(text).trim();
const isWordCharacter = character => character !== undefined && /[\p{L}\p{N}]/u.test(character);

const PATTERNS = {
  email: /(?<![\p{L}\p{N}._%+-])[\p{L}\p{N}._%+-]+@[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)*\.\p{L}{2,}/gu,
  ip: /(?<![\d.])(?:(?:25[0-5]|2[0-4]\d|1?\d?\d)\.){3}(?:25[0-5]|2[0-4]\d|1?\d?\d)(?!\.?\d)/g,
  card: /(?<![\d.])[3-6](?:[ -]?\d){14,18}(?!\.?\d)/g,
};

function passesLuhn(text) {
  let sum = 0;
  [...text.replace(/\D/g, '')].reverse().forEach((digit, place) => {
    const double = digit * (1 + place % 2);
    sum += double > 9 ? double - 9 : double;
  });
  return sum % 10 === 0;
}

class Secrets {
  constructor(keys, patterns, salt) {
    this.salt = salt;
    this.patterns = patterns ? Object.entries(PATTERNS) : [];
    this.labelOfKey = new Map(keys);
    this.ranks = [...this.labelOfKey.values(), ...this.patterns.map(([label]) => label)];
    this.labels = new Map();   // plain secret -> its label
    this.long = new Map();     // first characters -> { lengths, longest first; secrets }
    this.short = new Set();
    this.replaced = 0;
  }

  // -- first pass: what is secret

  add(text, label) {
    const secret = plain(text);
    if (!/[\p{L}\p{N}]/u.test(secret)) return;
    const known = this.labels.get(secret);
    if (known === undefined) this.index(secret);
    if (known === undefined || this.ranks.indexOf(label) < this.ranks.indexOf(known)) this.labels.set(secret, label);
  }

  index(secret) {
    if (secret.length < LONG) {
      this.short.add(secret);
      return;
    }
    const start = secret.slice(0, LONG);
    const group = this.long.get(start) ?? { lengths: [], secrets: new Set() };
    this.long.set(start, group);
    group.secrets.add(secret);
    if (!group.lengths.includes(secret.length)) group.lengths = [...group.lengths, secret.length].sort((a, b) => b - a);
  }

  collect(node, label) {
    if (Array.isArray(node)) {
      for (const item of node) this.collect(item, label);
    } else if (node instanceof JsonObject) {
      for (const [key, item] of node.members) {
        this.collectPatterns(key);
        this.collect(item, this.labelOfKey.get(plain(key)) ?? label);
      }
    } else if (typeof node === 'string' || node instanceof JsonNumber) {
      const text = node.text ?? node;
      if (label !== undefined) this.add(text, label);
      this.collectPatterns(text);
    }
  }

  collectPatterns(text) {
    for (const [label, pattern] of this.patterns) {
      for (const [found] of text.matchAll(pattern)) {
        if (label !== 'card' || passesLuhn(found)) this.add(found, label);
      }
    }
  }

  // -- second pass: replace

  pseudonym(label, text) {
    this.replaced++;
    return `${label}-${createHmac('sha256', this.salt).update(plain(text), 'utf8').digest('hex').slice(0, 16)}`;
  }

  /** Places [from, to] of secrets in a text, from left to right, the longest first. */
  * places(text, withShort = true) {
    const folded = fold(text);
    for (let at = 0; at < folded.length;) {
      const length = this.lengthAt(folded, at, withShort);
      if (length) yield [at, at + length];
      at += length || 1;
    }
  }

  lengthAt(folded, at, withShort) {
    const group = this.long.get(folded.slice(at, at + LONG));
    const length = group?.lengths.find(size => group.secrets.has(folded.slice(at, at + size)));
    if (length || !withShort || this.short.size === 0 || isWordCharacter(folded[at - 1])) return length ?? 0;
    for (let size = LONG - 1; size > 0; size--) {
      const word = folded.slice(at, at + size);
      if (word.length === size && this.short.has(word) && !isWordCharacter(folded[at + size])) return size;
    }
    return 0;
  }

  inText(text, withShort = true) {
    let result = '';
    let done = 0;
    for (const [from, to] of this.places(text, withShort)) {
      const secret = text.slice(from, to);
      result += text.slice(done, from) + this.pseudonym(this.labels.get(plain(secret)), secret);
      done = to;
    }
    return result + text.slice(done);
  }

  redact(node, label) {
    if (node === null) return node;
    if (Array.isArray(node)) return node.map(item => this.redact(item, label));
    if (node instanceof JsonObject) {
      return label === undefined ? this.redactMembers(node) : this.pseudonym(label, writeJson(node));
    }
    if (label !== undefined) {
      const text = node instanceof JsonNumber ? node.text : String(node);
      return text.trim() === '' ? node : this.pseudonym(label, text);
    }
    if (typeof node === 'string') return this.inText(node);
    if (typeof node === 'boolean') return node;
    const text = this.inText(node.text, false);
    return text === node.text ? node : text;
  }

  redactMembers(node) {
    const used = new Set();
    return new JsonObject(node.members.map(([key, item]) => {
      const base = this.inText(key);
      let name = base;
      for (let number = 2; used.has(name); number++) name = `${base}-${number}`;
      used.add(name);
      return [name, this.redact(item, this.labelOfKey.get(plain(key)))];
    }));
  }

  // -- third pass: nothing is left

  remainsIn(node) {
    if (typeof node === 'string') return !this.places(node.replace(MARK, '-')).next().done;
    if (node instanceof JsonNumber) return !this.places(node.text, false).next().done;
    if (Array.isArray(node)) return node.some(item => this.remainsIn(item));
    return node instanceof JsonObject && node.members.some(([key, item]) => this.remainsIn(key) || this.remainsIn(item));
  }
}

// ---------------------------------------------------------------- files

const reason = error => ({ ENOENT: 'no such file', EISDIR: 'is a folder', EACCES: 'permission denied',
  EEXIST: 'already exists', ENOTDIR: 'not a folder' }[error.code] ?? error.code ?? error.name);

function readInput(path) {
  let bytes;
  try {
    bytes = readFileSync(path);
  } catch (error) {
    throw new InputFault([`${path}: ${reason(error)}`]);
  }
  let text;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new InputFault([`${path}: not UTF-8`]);
  }
  const lines = extname(path).toLowerCase() !== '.json';
  try {
    const values = lines
      ? text.split('\n').flatMap((line, place) => line.trim() === '' ? [] : [parseJson(line, place + 1)])
      : [parseJson(text, 1)];
    return { path, lines, values };
  } catch (error) {
    if (error instanceof InputFault) throw new InputFault(error.messages.map(message => `${path}:${message}`));
    throw error;
  }
}

function readInputs(paths) {
  const faults = [];
  const inputs = paths.flatMap(path => {
    try {
      return [readInput(path)];
    } catch (error) {
      if (!(error instanceof InputFault)) throw error;
      faults.push(...error.messages);
      return [];
    }
  });
  if (faults.length > 0) throw new InputFault(faults);
  return inputs;
}

function readSalt(path) {
  let bytes;
  try {
    bytes = readFileSync(path);
  } catch (error) {
    throw new SaltFault(`${path}: ${reason(error)}`);
  }
  let end = bytes.length;
  while (end > 0 && (bytes[end - 1] === 10 || bytes[end - 1] === 13)) end--;
  if (end < 16) throw new SaltFault(`${path}: fewer than 16 bytes`);
  return bytes.subarray(0, end);
}

function exists(path) {
  try {
    return lstatSync(path, { throwIfNoEntry: false }) !== undefined;
  } catch (error) {
    throw new UsageFault(`${path}: cannot be written: ${reason(error)}`);
  }
}

function makeFolder(folder, made) {  // mkdir's own `recursive` never ends where a parent can be seen but not made
  if (statSync(folder, { throwIfNoEntry: false })?.isDirectory()) return;
  if (dirname(folder) !== folder) makeFolder(dirname(folder), made);
  mkdirSync(folder);
  made.unshift(folder);
}

/** All files or none; a file that exists is never replaced. */
function writeAll(folder, outputs) {
  const made = [];
  const written = [];
  try {
    makeFolder(resolve(folder), made);
    for (const { path, text } of outputs) {
      writeFileSync(path, '', { flag: 'wx' });
      written.push(path);
      writeFileSync(path, text);
    }
  } catch (error) {
    try {
      for (const path of written) unlinkSync(path);
      for (const path of made) rmdirSync(path);
    } catch { /* somebody else has put something there */ }
    throw new UsageFault(`${folder}: cannot be written: ${reason(error)}`);
  }
}

// ---------------------------------------------------------------- command line

function options(words) {
  const result = { inputs: [], keys: [], patterns: false };
  for (let at = 0; at < words.length; at++) {
    if (!words[at].startsWith('-')) {
      result.inputs.push(words[at]);
      continue;
    }
    let [, flag, value] = /^([^=]*)(?:=(.*))?$/s.exec(words[at]);
    if (flag === '--patterns' && value === undefined) {
      result.patterns = true;
      continue;
    }
    if (!['--out', '--salt-file', '--keys'].includes(flag)) throw new UsageFault(`unknown option ${words[at]}`);
    value ??= words[++at];
    if (!value || value.startsWith('--')) throw new UsageFault(`${flag} needs a value`);
    if (flag === '--keys') {
      result.keys.push(...value.split(',').map(key => [plain(key), label(key)]));
    } else if (result[flag.slice(2)] !== undefined) {
      throw new UsageFault(`${flag} twice`);
    }
    if (flag === '--out') result.out = value;
    if (flag === '--salt-file') result['salt-file'] = value;
  }
  if (result.inputs.length === 0) throw new UsageFault('no input');
  for (const flag of ['out', 'salt-file']) if (!result[flag]) throw new UsageFault(`--${flag} is missing`);
  if (result.keys.length === 0 && !result.patterns) throw new UsageFault('give --keys, --patterns or both');
  const strange = result.inputs.find(path => !/^\.(json|jsonl|ndjson)$/i.test(extname(path)));
  if (strange) throw new UsageFault(`${strange}: not a .json, .jsonl or .ndjson file`);
  return result;
}

function label(key) {
  const word = plain(key).replace(/[^\p{L}\p{N}]+/gu, '_').replace(/^_|_$/g, '');
  if (!word) throw new UsageFault('--keys holds a name without letters or digits');
  return word;
}

function run(words) {
  const given = options(words);
  const secrets = new Secrets(given.keys, given.patterns, readSalt(given['salt-file']));
  const inputs = readInputs(given.inputs);
  const stem = path => basename(path, extname(path));
  for (const { path, values } of inputs) {
    secrets.collectPatterns(stem(path));
    for (const value of values) secrets.collect(value);
  }
  const holding = secrets.ranks.find(word => !secrets.places(word).next().done);
  if (holding) throw new LeakFault(`a secret occurs in the word ${holding} that pseudonyms begin with`);

  const outputs = inputs.map(({ path, lines, values }) => {
    const name = secrets.inText(stem(path)) + extname(path);
    secrets.replaced = 0;
    const nodes = values.map(value => secrets.redact(value));
    if (secrets.remainsIn([name, ...nodes])) throw new LeakFault(`${path}: a secret would remain`);
    const text = nodes.map(node => writeJson(node, lines ? '' : '  ') + '\n').join('');
    return { path: join(given.out, name), text, replaced: secrets.replaced };
  });

  const paths = new Set();
  for (const { path } of outputs) {
    if (paths.has(path)) throw new UsageFault(`two inputs would be written to ${path}`);
    if (exists(path)) throw new UsageFault(`${path} already exists`);
    paths.add(path);
  }
  writeAll(given.out, outputs);
  return outputs.map(({ path, replaced }) => `wrote ${path}, ${replaced} replaced\n`).join('');
}

/** To a descriptor at once; nobody has to read it. */
function say(descriptor, text) {
  try {
    writeSync(descriptor, text);
  } catch { /* the reader has gone; the exit code tells the rest */ }
}

function complain(error) {
  const messages = error.messages ?? [error.message];
  say(2, messages.map(text => `${PROGRAM}: ${text.replace(/[\p{Cc}\p{Zl}\p{Zp}]/gu, '?')}\n`).join(''));
}

function main(words) {
  if (words.includes('--help')) {
    say(1, HELP);
    return;
  }
  try {
    say(1, run(words));
  } catch (error) {
    if (error instanceof UsageFault) {
      complain(error);
      process.exit(2);
    }
    if (error instanceof SaltFault) {
      complain(error);
      process.exit(4);
    }
    if (error instanceof LeakFault) {
      complain(error);
      process.exit(5);
    }
    // Other errors may hold a piece of the input, so that only their name is shown.
    complain(error instanceof InputFault ? error : new Error(`stopped by ${error.code ?? error.name}`));
    process.exit(3);
  }
}

main(process.argv.slice(2));
