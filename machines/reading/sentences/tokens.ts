/** A word of the text, as it is compared, and where it stands. Scripts without blanks give one token a character. */
export interface Token {
  readonly word: string;
  readonly start: number;
  readonly end: number;
  /** What stands before it: nothing, a comma or the like, or the end of a sentence. */
  readonly boundary: Boundary;
  /** The sentence ends with a question mark. */
  readonly asked: boolean;
}
export type Boundary = 'none' | 'soft' | 'hard';

/** Longer texts are the output of tools, which has readers of its own. */
export const SENTENCE_CHARACTERS_AT_MOST = 4_000;

const TOKEN =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}ー]|(?:(?![\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}])[\p{L}\p{M}\p{N}])+(?:[.'’](?![\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}])[\p{L}\p{M}\p{N}]+)*/gu;
/** Letters beyond the Latin ones. */
export const BEYOND_LATIN = /[^\0-\u024f\u2000-\u206f]/;
/** The same for texts in Latin letters: an engine is ready with it at once, and not with tables of all scripts. */
const LATIN_TEXT = /^[\0-\u02af\u2000-\u206f\u20ac\u2190-\u21ff]*$/;
const LATIN = 'A-Za-z0-9ªµºÀ-ÖØ-öø-ʯ²³¹¼-¾';
const LATIN_TOKEN = new RegExp(`[${LATIN}]+(?:[.'’][${LATIN}]+)*`, 'g');
const DOTTED_NAME =
  /\d|\.(?:com|net|org|local|lan|internal|corp|example|home|arpa|io|exe|dll|ini|rdp|msc|cpl|service|log|[a-z]{2})$/u;
const CONTRACTION = /^(.+)['’](t|s|re|ve|ll|d|m)$/u;

/** Words after which a full stop ends no sentence. */
const ABBREVIATIONS: ReadonlySet<string> = new Set([
  'incl',
  'inkl',
  'etc',
  'bzw',
  'ca',
  'nr',
  'usw',
  'evtl',
  'zb',
  'vs',
  'ex',
  'e.g',
  'i.e',
  'z.b',
  'p.ex',
  'approx',
  'resp',
]);

/** The words of a text with their places. */
export function tokenize(text: string): readonly Token[] {
  const tokens: { word: string; start: number; end: number; boundary: Boundary; asked: boolean }[] = [];
  let last = 0;
  let sentence = 0;
  for (const found of text.matchAll(LATIN_TEXT.test(text) ? LATIN_TOKEN : TOKEN)) {
    const gap = text.slice(last, found.index);
    const shortened = /^\.\s/u.test(gap) && ABBREVIATIONS.has(tokens.at(-1)?.word ?? '');
    const boundary = tokens.length === 0 ? 'hard' : shortened ? 'none' : boundaryIn(gap);
    if (boundary === 'hard') {
      if (/[?？]/u.test(gap)) for (const token of tokens.slice(sentence)) token.asked = true;
      sentence = tokens.length;
    }
    let from = boundary;
    for (const part of partsOf(found[0], found.index)) {
      tokens.push({ ...part, word: fold(part.word), boundary: from, asked: false });
      from = part.endsSentence ? 'hard' : 'none';
    }
    last = found.index + found[0].length;
  }
  if (/[?？]/u.test(text.slice(last))) for (const token of tokens.slice(sentence)) token.asked = true;
  return tokens;
}

function boundaryIn(gap: string): Boundary {
  if (/[!?。！？\n\r…]|\.(?:\s|$)|\.{2,}/u.test(gap)) return 'hard';
  return /[,;、，；：()（）[\]–—→>]|:\s|\s-+\s/u.test(gap) ? 'soft' : 'none';
}

interface Part {
  readonly word: string;
  readonly start: number;
  readonly end: number;
  readonly endsSentence: boolean;
}

/** `it's` and `can't` stay one word; `l'adresse`, and two sentences without a blank after the full stop, are two. */
function partsOf(word: string, start: number): readonly Part[] {
  const whole = { word, start, end: start + word.length, endsSentence: false };
  if (word.includes('.')) return DOTTED_NAME.test(word.toLowerCase()) ? [whole] : split(word, start, '.');
  if (!/['’]/u.test(word)) return [whole];
  const contraction = CONTRACTION.exec(word);
  return contraction === null ? split(word, start, /['’]/u) : [{ ...whole, word: word.replace(/['’]/gu, '') }];
}

function split(word: string, start: number, separator: string | RegExp): readonly Part[] {
  let at = start;
  return word.split(separator).flatMap(part => {
    const from = at;
    at += part.length + 1;
    return part === '' ? [] : [{ word: part, start: from, end: from + part.length, endsSentence: separator === '.' }];
  });
}

const ASCII = /^[\0-\x7f]*$/;
const STRAIGHT: Readonly<Record<string, string>> = { ß: 'ss', ł: 'l', ø: 'o', æ: 'ae', œ: 'oe', ı: 'i' };

/** Chinese has two ways to write a character; the second line stands for the first. */
const TRADITIONAL =
  '連線網絡電腦機遠設備開關閉啟斷戶帳帐號碼憑證據書過時間鐘從來個們這還沒無問題為麼樣樓辦務應軟體殺擋牆許則組寫輸錄擊視鏡顯螢畫凍結頓稱筆記級專業標準舊換貓數動熱點鄰處裡裏內區員權絕認識鎖變檢監聽聲貼複復製臺閘試長總幾會話說讓請嗎誰別隻雙離壞裝載補護衛實擬雲審頒發給錯誤對現傳統轉掃際單獨當極響訊異執邊進選項終於幫測緩暫門兩經產節約歷歸戰頭須顧預飛盤麥風韌後週剛敗續環遲陸願屬規範';
const SIMPLIFIED =
  '连线网络电脑机远设备开关闭启断户账账号码凭证据书过时间钟从来个们这还没无问题为么样楼办务应软体杀挡墙许则组写输录击视镜显萤画冻结顿称笔记级专业标准旧换猫数动热点邻处里里内区员权绝认识锁变检监听声贴复复制台闸试长总几会话说让请吗谁别只双离坏装载补护卫实拟云审颁发给错误对现传统转扫际单独当极响讯异执边进选项终于帮测缓暂门两经产节约历归战头须顾预飞盘麦风韧后周刚败续环迟陆愿属规范';
const simplified = new Map([...TRADITIONAL].map((character, index) => [character, SIMPLIFIED[index] ?? character]));

/** One spelling for what people type with and without accents, wide or narrow, in capitals or not. */
export function fold(word: string): string {
  if (ASCII.test(word)) return word.toLowerCase();
  const plain = word
    .normalize('NFKC')
    .toLowerCase()
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/gu, '');
  const straight = plain.normalize('NFC').replace(/[ßłøæœı]/gu, letter => STRAIGHT[letter] ?? letter);
  return straight.replace(/\p{Script=Han}/gu, character => simplified.get(character) ?? character);
}
