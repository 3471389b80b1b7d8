import { describe, expect, test } from 'vitest';
import { codeId } from '../../../machines/codes/entry.ts';
import { lookUpCode, messagesIn } from '../../../machines/codes/look-up.ts';
import { read } from '../../../machines/reading/read.ts';
import { DIALOG_LANGUAGES, type DialogLanguage } from '../../../machines/vocabulary.ts';
import { model } from '../../shared-model.ts';

const { codes } = model;

/** How people frame a message, and how they say that it does not come. `@` is where it stands. */
const FRAMES: Readonly<
  Record<DialogLanguage, { readonly said: readonly string[]; readonly denied: readonly string[] }>
> = {
  en: {
    said: [
      'It says @',
      'Since Monday I get “@” when I sign in from home',
      '2) RDP disconnected! - @.',
      'It does not work: @',
    ],
    denied: ['It does not say “@”', 'There is no message @', 'I never see @ any more', '"@" is not shown'],
  },
  de: {
    said: ['Da steht: @', 'Seit gestern kommt die Meldung „@“, wenn ich mich anmelde', 'Es funktioniert nicht: @'],
    denied: ['Da steht nicht „@“', 'Es kommt keine Meldung „@“', '„@“ wird nicht angezeigt', 'Ich sehe nicht „@“'],
  },
  fr: {
    said: ['Il dit : @', 'Depuis hier j’ai le message « @ » au bureau', 'Ça ne marche pas : @'],
    denied: ['Il ne dit pas « @ »', 'Il n’y a pas de message « @ »', 'Le message « @ » n’apparaît pas'],
  },
  es: {
    said: ['Dice: @', 'Desde ayer me sale «@» en casa', 'No funciona: @'],
    denied: ['No dice «@»', 'No aparece el mensaje «@»', 'El mensaje «@» no aparece'],
  },
  'pt-BR': {
    said: ['Aparece: @', 'Desde ontem diz “@” em casa'],
    denied: ['Não diz “@”', 'Não aparece a mensagem “@”'],
  },
  'pt-PT': {
    said: ['Aparece: @', 'Desde ontem diz “@” em casa'],
    denied: ['Não diz “@”', 'Não aparece a mensagem “@”'],
  },
  it: {
    said: ['Dice: @', 'Da ieri appare «@» in ufficio', 'Non funziona: @'],
    denied: ['Non dice «@»', 'Non appare il messaggio «@»'],
  },
  nl: {
    said: ['Er staat: @', 'Sinds gisteren krijg ik “@” thuis', 'Het werkt niet: @'],
    denied: ['Er staat niet “@”', 'Ik krijg geen melding “@”', '“@” verschijnt niet'],
  },
  pl: {
    said: ['Pisze: @', 'Od wczoraj wyskakuje „@” w domu', 'Nie działa: @'],
    denied: ['Nie pisze „@”', 'Nie ma komunikatu „@”'],
  },
  ru: {
    said: ['Пишет: @', 'Со вчера появляется «@» дома', 'Не работает: @'],
    denied: ['Не пишет «@»', 'Нет сообщения «@»', '«@» не появляется'],
  },
  tr: { said: ['Şöyle diyor: @', 'Dünden beri “@” yazıyor'], denied: ['“@” demiyor', '“@” görünmüyor'] },
  ja: {
    said: ['次のように表示されます：@', '昨日から「@」と表示されて接続できません'],
    denied: ['「@」とは表示されません', '「@」というメッセージは出ていません'],
  },
  ko: {
    said: ['이렇게 나옵니다: @', '어제부터 “@”라고 나옵니다'],
    denied: ['“@”라고 나오지 않습니다', '“@” 메시지는 없습니다'],
  },
  'zh-CN': { said: ['提示：@', '昨天开始显示“@”，连不上'], denied: ['没有显示“@”', '不是“@”', '“@”没有出现'] },
  'zh-TW': { said: ['提示：@', '昨天開始顯示「@」，連不上'], denied: ['沒有顯示「@」', '「@」沒有出現'] },
};

const filled = (fragment: string) => fragment.replaceAll('…', 'PC9');
const fragmentsIn = (language: DialogLanguage) =>
  codes.flatMap(row => (row.wordings?.[language] ?? []).map(fragment => ({ row, text: filled(fragment) })));
/** A single word may be the name of a host, and is looked for in a sentence only. */
const isOneWord = (text: string) => /^\S*[^\p{L}\s]\S*$/u.test(text);
const holds = (text: string, row: (typeof codes)[number]) => lookUpCode(codes, text).includes(row);

describe.each(DIALOG_LANGUAGES)('wordings in %s', language => {
  const { said, denied } = FRAMES[language];

  test('alone → its message', () => {
    const lost = fragmentsIn(language).filter(({ row, text }) => !isOneWord(text) && !holds(text, row));
    expect(lost.map(({ row, text }) => `${codeId(row)}: ${text}`)).toEqual([]);
  });

  test.each(said)('%s → its message', frame => {
    const lost = fragmentsIn(language).filter(({ row, text }) => !holds(frame.replace('@', text), row));
    expect(lost.map(({ row, text }) => `${codeId(row)}: ${text}`)).toEqual([]);
  });

  test.each(denied)('%s → no message', frame => {
    const taken = fragmentsIn(language).filter(({ row, text }) =>
      messagesIn(codes, frame.replace('@', text)).some(message => message.row === row),
    );
    expect(taken.map(({ row, text }) => `${codeId(row)}: ${text}`)).toEqual([]);
  });

  test('a message that states something → the finding', () => {
    const lost = fragmentsIn(language).flatMap(({ row, text }) => {
      const { findings } = read(said[0]?.replace('@', text) ?? text, { codes });
      return Object.entries(row.dialog === false || /[A-Z]_[A-Z]/.test(text) ? {} : (row.shows ?? {}))
        .filter(([question, answer]) => !findings.some(one => one.question === question && one.answer === answer))
        .map(([question, answer]) => `${codeId(row)}: ${text}: ${question}=${answer}`);
    });
    expect(lost).toEqual([]);
  });
});

/** Slips of the finger: letters swapped, missing, doubled; small words left out. None of them turns a sentence around. */
test.each<[text: string, id: string | undefined]>([
  ['Your credentails did not work', 'credentials-did-not-work'],
  ['An internel error has occured', 'internal-error'],
  ['because of a securty error', 'security-error'],
  [
    'Remote Desktop cant conect to the remote computer for one of theese reasons',
    'cant-connect-for-one-of-these-reasons',
  ],
  ['Ihre Anmeldeinformatonen haben nicht funktioniert', 'credentials-did-not-work'],
  ['Se ha producido un eror interno', 'internal-error'],
  ['произошла внутреняя ошибка', 'internal-error'],
  ['出现了内部錯误，请联系管理员', undefined],
  ['Your credentials did work', undefined],
  ['The user account has not been locked', undefined],
  ['The remote desktop server is currently reachable', undefined],
  ['This computer can connect to the remote computer', undefined],
  ['Das Zertifikat ist nicht abgelaufen', undefined],
])('slips: %s → %s', (text, id) => {
  expect(messagesIn(codes, text)[0]?.row.code).toBe(id);
});

/** A text that two messages could claim: the right one, and only what it states. */
test.each<[given: string, id: string, findings: readonly string[]]>([
  [
    'This could be due to NTLM authentication being blocked on the remote computer. Or CredSSP encryption oracle remediation.',
    'authentication-error-ntlm-blocked',
    [],
  ],
  [
    'We couldn’t connect because the password associated with the user account has expired',
    'password-expired',
    ['credentials=expired'],
  ],
  [
    'there are no Remote Desktop client access licenses available for this computer',
    'no-client-licenses',
    ['license=refused'],
  ],
  [
    'the Remote Desktop Gateway server address is unreachable or incorrect',
    'gateway-address-unreachable',
    ['gateway=unreachable'],
  ],
  [
    'Your Remote Desktop Services session has ended. The remote computer is restarting.',
    'host-restarting',
    ['host-power=starting'],
  ],
  [
    'Your system administrator does not allow you to connect to this remote computer',
    'connection-forbidden-by-policy',
    [],
  ],
  ['无法验证此 RDP 文件的数字签名', 'rdp-file-signature-broken', []],
  ['服务器 “pc1” 拒绝连接。', 'access-denied', []],
  ['Could not access the RDP server “pc1”.\nAccount disabled.', 'account-disabled', []],
  [
    'An internal error has occurred within the Guacamole server, and the connection has been terminated.',
    'guacamole-internal-error',
    [],
  ],
])('claims: %s → %s', (text, id, findings) => {
  expect(lookUpCode(codes, text).map(codeId)[0]).toBe(`message:${id}`);
  const found = read(text, { codes }).findings.filter(({ question }) => question !== 'code');
  expect(found.map(({ question, answer }) => `${question}=${answer}`)).toEqual(findings);
});

test.each<[text: string, codes: readonly string[]]>([
  [
    'Remote Desktop can’t connect to the remote computer for one of these reasons: …',
    ['message:cant-connect-for-one-of-these-reasons', 'mstsc-disconnect:0x204'],
  ],
  [
    'The two computers couldn’t connect in the amount of time allotted.',
    ['message:couldnt-connect-in-the-time-allotted', 'mstsc-disconnect:0x108'],
  ],
  ['The connection was lost due to a network error.', ['message:connection-was-lost', 'mstsc-disconnect:0x304']],
  [
    'I get: Because of a security error, the client could not connect to the remote computer.',
    ['message:security-error', 'mstsc-disconnect:0x406'],
  ],
])('numbers: %s → %s', (text, ids) => expect(read(text, { codes }).codes).toEqual(ids));

test('a HRESULT in an event → no code of a dialog', () => {
  expect(read('Remote Desktop event 226: error code: 0x80070040', { codes }).findings).toEqual([]);
});
