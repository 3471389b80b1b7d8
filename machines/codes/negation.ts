import { type ComparedText, compare, wordAt } from './compared-text.ts';
import { normaliseLetters } from './words.ts';

/**
 * Whether somebody says that a message does not come: "it does not say …", "keine Meldung …", "… とは表示されません".
 * Only what stands in the same clause counts, and a verb of saying or seeing must be what is negated: "it does not work:
 * your credentials did not work" tells of the message.
 */
export function isDenied(text: ComparedText, first: number, last: number): boolean {
  const clauseOf = (word: number) => text.clauses[word];
  let from = first;
  while (from > 0 && first - from < MAX_WORDS_AROUND && clauseOf(from - 1) === clauseOf(first)) from--;
  let to = last;
  while (to + 1 < text.words.length && to - last < MAX_WORDS_AROUND && clauseOf(to + 1) === clauseOf(last)) to++;
  return deniedBefore(text.words.slice(from, first)) || deniedBehind(text.words.slice(last + 1, to + 1));
}

/** The same in scripts without spaces, by the place in the dense text. */
export function isDeniedDensely(text: ComparedText, start: number, end: number): boolean {
  const { dense, denseStarts, clauses } = text;
  const first = wordAt(denseStarts, start);
  const last = wordAt(denseStarts, end - 1);
  let from = first;
  while (from > 0 && clauses[from - 1] === clauses[first]) from--;
  let to = last;
  while (to + 1 < clauses.length && clauses[to + 1] === clauses[last]) to++;
  const before = dense.slice(Math.max(denseStarts[from] ?? 0, start - MAX_SIGNS_AROUND), start);
  const behind = dense.slice(end, Math.min(denseStarts[to + 1] ?? dense.length, end + 2 * MAX_SIGNS_AROUND));
  return DENSE_BEFORE.test(before) || DENSE_BEHIND.test(behind);
}

const MAX_WORDS_AROUND = 9;
const MAX_SIGNS_AROUND = 24;

const setOf = (words: string): ReadonlySet<string> => new Set(normaliseLetters(words).trim().split(/\s+/));

/** Words that turn a sentence into its opposite. INVARIANT: none of them is ever taken for a typing error of another word. */
export const NEGATORS: ReadonlySet<string> = setOf(`
  not no never without cant couldnt wont didnt doesnt dont isnt arent wasnt werent hasnt havent hadnt wouldnt shouldnt
  nor neither nothing none can could
  nicht kein keine keinen keinem keiner keines nie niemals ohne weder
  ne pas jamais aucun aucune sans ni
  nunca sin ningún ninguna ninguno tampoco não sem nenhum nenhuma
  non mai senza nessun nessuna nessuno
  niet geen nooit zonder
  bez brak żaden żadna żadnego żadnej nigdy
  не нет без никогда ни
  değil yok`);

const FAILS = setOf(
  'disconnected disabled getrennt unable failed fails fail impossible unmöglich impossible imposible impossibile niemożliwe',
);

/** Whether a sentence tells of something that is not so, or does not work. */
export function isTurned(text: string): boolean {
  return compare(text).words.some(
    word => FAILS.has(word) || (NEGATORS.has(word) && word !== 'can' && word !== 'could'),
  );
}

/** Negate the noun behind them. */
const NO = setOf(`
  no not without isnt wasnt arent nor neither never kein keine keinen keinem keiner ohne aucun aucune sans
  sin ningún ninguna ninguno sem nenhum nenhuma senza nessun nessuna geen zonder bez brak żaden żadnego żadna без нет`);
/** Negate the verb before them, or a noun by way of a message: `pas de message`. */
const NOT_BEHIND_VERB = setOf('nicht pas jamais niet nooit nie mehr');
/** Negate the verb behind them. */
const NOT_BEFORE_VERB = setOf(`
  not never dont doesnt didnt cant couldnt wont hasnt havent hadnt isnt wasnt arent no nunca não non mai nie ne не`);
const BETWEEN = setOf(`
  even ever actually longer really always still any more to me us see seem have been be being
  me se te le lo la nos mi si ci ti viene e è more już mi się мне больше er mir hier da dort`);
const SAYS = setOf(`
  say says said saying show shows showed shown showing see sees saw seen get gets got getting gotten display displays displayed
  displaying read reads give gives gave given have having had report reports reported mention mentions mentioned tell tells told
  appear appears appeared mean means write writes written contain contains receive receives received come comes came pop pops
  sagt sagte steht stand zeigt zeigte angezeigt anzeigt erscheint erschien erscheinen kommt kam kommen meldet gemeldet lautet
  heißt sehe sieht gesehen bekomme bekommt bekommen erhalte erhält lese schreibt gibt gab geschrieben
  dit affiche affichait affiché affichée indique apparaît apparait vois voit reçois obtiens montre écrit signale ai
  dice sale aparece muestra veo ve indica pone recibo obtengo
  diz aparece mostra vejo vê indica recebo exibe surge
  appare mostra vedo compare visualizza ricevo esce
  zegt staat toont verschijnt getoond weergegeven zie ziet krijg krijgt meldt komt geeft
  mówi pisze pokazuje wyświetla pojawia widzę dostaję wyskakuje ma
  пишет говорит показывает появляется вижу выдает выводит отображается получаю написано появилось выскакивает`);
const MESSAGE = setOf(`
  error errors message messages dialog popup window text warning
  fehler meldung fehlermeldung hinweis fenster satz
  message erreur fenêtre texte mensaje error ventana aviso mensagem erro janela messaggio errore finestra
  melding foutmelding venster komunikat komunikatu błąd błędu okno сообщение сообщения ошибка ошибки окно`);
const FILLERS = setOf(`
  a an the any some that this such as of with like about just it saying says which or
  der die das den dem ein eine einen etwas von wie dass da dort es mehr mir hier
  le la les l un une de d du que qu ce cette comme il el los las uno una del eso o os as um uma do da isso
  lo gli i di che questo het een van dat er te że się to что это о об`);
/** In Turkish the verb itself is negated, behind what is said. */
const TURKISH = setOf(`
  demiyor yazmıyor görünmüyor çıkmıyor gelmiyor göstermiyor almıyorum görmüyorum değil yok söylemiyor belirmiyor yazmadı demedi`);

function deniedBefore(words: readonly string[]): boolean {
  let at = words.length - 1;
  let message = false;
  while (at >= 0 && words.length - at <= 6 && (FILLERS.has(words[at] ?? '') || MESSAGE.has(words[at] ?? ''))) {
    message ||= MESSAGE.has(words[at] ?? '');
    at--;
  }
  const word = words[at] ?? '';
  if (NO.has(word)) return !NOT_BEHIND_VERB.has(word) || message;
  if (word === 'pas' && /^de?$/.test(words[at + 1] ?? '')) return true;
  if (NOT_BEHIND_VERB.has(word)) return message || words.slice(Math.max(0, at - 4), at).some(says);
  if (!says(word)) return false;
  let before = at - 1;
  while (before >= 0 && at - before <= 3 && BETWEEN.has(words[before] ?? '')) before--;
  return NOT_BEFORE_VERB.has(words[before] ?? '');
}

function deniedBehind(words: readonly string[]): boolean {
  const near = words.slice(0, 6);
  if (near.some(word => TURKISH.has(word))) return true;
  return near.some((word, at) => {
    if (at > 4 || !(NOT_BEFORE_VERB.has(word) || NOT_BEHIND_VERB.has(word))) return false;
    if (words.slice(at + 1, at + 3).some(says)) return true;
    return NOT_BEHIND_VERB.has(word) && near.slice(Math.max(0, at - 3), at).some(says);
  });
}

/** `n’affiche` has lost its apostrophe. */
const says = (word: string): boolean => SAYS.has(word) || (word.startsWith('n') && SAYS.has(word.slice(1)));

const anyOf = (words: string) =>
  normaliseLetters(words)
    .split(/\s+/)
    .filter(word => word !== '')
    .join('|');

const DENSE_BEFORE = new RegExp(
  `(?:${anyOf('没有 没 沒有 沒 不 不会 不會 并没有 並沒有 并未 並未 未 并不 从不')})(?:${anyOf(
    '显示 顯示 出现 出現 提示 说 說 看到 弹出 彈出 报错 報錯 报 報 收到 写 寫 跳出 是',
  )})(?:${anyOf('过 過 了 到 错误 錯誤 消息 訊息 信息 的 这个 這個 任何')})*$|(?:${anyOf('并非 並非 不是')})$`,
  'u',
);
const DENSE_BEHIND = new RegExp(
  `^(?:${anyOf(
    'とは とも という と って は が も の メッセージ エラー ダイアログ 画面 라고는 라고 이라고 라는 은 는 이 가 메시지 오류 창 这个 這個 的 消息 訊息 提示 错误 錯誤',
  )})*(?:(?:${anyOf('表示され 出て 出 でてき 出てき 言って 言われ 書かれて 書いて では じゃ 見え なって')})(?:${anyOf(
    'ない ません いない いません てない こない きません きない ありません なかった',
  )})|(?:${anyOf('나오지 뜨지 표시되지 보이지 나타나지')})|(?:${anyOf('아니 아닙 없')})|(?:${anyOf(
    '没有 并没有 沒有 並沒有 没 不 未 并未',
  )})(?:${anyOf('显示 顯示 出现 出現 弹出 彈出')}))`,
  'u',
);
