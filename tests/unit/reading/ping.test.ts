import { describe, expect, test } from 'vitest';
import { read } from '../../../machines/reading/read.ts';
import { expectReading, script } from './expect-reading.ts';

/** The words of Windows' ping, language by language; numbers, brackets and TTL are the same in all. */
interface Language {
  readonly header: (host: string) => string;
  readonly reply: (address: string, ms: number) => string;
  readonly reply6: (address: string) => string;
  readonly unreachable: (from: string) => string;
  readonly timedOut: string;
  readonly stats: (address: string, sent: number, received: number) => string;
  readonly times: string;
  readonly notFound: (host: string) => string;
}

const percent = (sent: number, received: number) => Math.round(((sent - received) * 100) / sent);
const LANGUAGES: Readonly<Record<string, Language>> = {
  en: {
    header: h => `Pinging ${h} with 32 bytes of data:`,
    reply: (a, ms) => `Reply from ${a}: bytes=32 time=${ms}ms TTL=117`,
    reply6: a => `Reply from ${a}: time<1ms`,
    unreachable: a => `Reply from ${a}: Destination host unreachable.`,
    timedOut: 'Request timed out.',
    stats: (a, s, r) =>
      `Ping statistics for ${a}:\n    Packets: Sent = ${s}, Received = ${r}, Lost = ${s - r} (${percent(s, r)}% loss),`,
    times: 'Approximate round trip times in milli-seconds:\n    Minimum = 9ms, Maximum = 14ms, Average = 11ms',
    notFound: h => `Ping request could not find host ${h}. Please check the name and try again.`,
  },
  de: {
    header: h => `Ping wird ausgeführt für ${h} mit 32 Bytes Daten:`,
    reply: (a, ms) => `Antwort von ${a}: Bytes=32 Zeit=${ms}ms TTL=117`,
    reply6: a => `Antwort von ${a}: Zeit<1ms`,
    unreachable: a => `Antwort von ${a}: Zielhost nicht erreichbar.`,
    timedOut: 'Zeitüberschreitung der Anforderung.',
    stats: (a, s, r) =>
      `Ping-Statistik für ${a}:\n    Pakete: Gesendet = ${s}, Empfangen = ${r}, Verloren = ${s - r}\n    (${percent(s, r)}% Verlust),`,
    times: 'Ca. Zeitangaben in Millisek.:\n    Minimum = 9ms, Maximum = 14ms, Mittelwert = 11ms',
    notFound: h =>
      `Ping-Anforderung konnte Host "${h}" nicht finden. Überprüfen Sie den Namen, und\nversuchen Sie es erneut.`,
  },
  fr: {
    header: h => `Envoi d'une requête 'ping' sur ${h} avec 32 octets de données :`,
    reply: (a, ms) => `Réponse de ${a} : octets=32 temps=${ms} ms TTL=117`,
    reply6: a => `Réponse de ${a} : temps<1ms`,
    unreachable: a => `Réponse de ${a} : Impossible de joindre l'hôte de destination.`,
    timedOut: "Délai d'attente de la demande dépassé.",
    stats: (a, s, r) =>
      `Statistiques Ping pour ${a}:\n    Paquets : envoyés = ${s}, reçus = ${r}, perdus = ${s - r} (perte ${percent(s, r)}%),`,
    times: 'Durée approximative des boucles en millisecondes :\n    Minimum = 9ms, Maximum = 14ms, Moyenne = 11ms',
    notFound: h => `La requête Ping n'a pas pu trouver l'hôte ${h}. Vérifiez le nom et essayez à nouveau.`,
  },
  es: {
    header: h => `Haciendo ping a ${h} con 32 bytes de datos:`,
    reply: (a, ms) => `Respuesta desde ${a}: bytes=32 tiempo=${ms}ms TTL=117`,
    reply6: a => `Respuesta desde ${a}: tiempo<1m`,
    unreachable: a => `Respuesta desde ${a}: Host de destino inaccesible.`,
    timedOut: 'Tiempo de espera agotado para esta solicitud.',
    stats: (a, s, r) =>
      `Estadísticas de ping para ${a}:\n    Paquetes: enviados = ${s}, recibidos = ${r}, perdidos = ${s - r}\n    (${percent(s, r)}% perdidos),`,
    times: 'Tiempos aproximados de ida y vuelta en milisegundos:\n    Mínimo = 9ms, Máximo = 14ms, Media = 11ms',
    notFound: h => `La solicitud de ping no pudo encontrar el host ${h}. Compruebe el nombre y\nvuelva a intentarlo.`,
  },
  pt: {
    header: h => `Disparando ${h} com 32 bytes de dados:`,
    reply: (a, ms) => `Resposta de ${a}: bytes=32 tempo=${ms}ms TTL=117`,
    reply6: a => `Resposta de ${a}: tempo<1ms`,
    unreachable: a => `Resposta de ${a}: Host de destino inacessível.`,
    timedOut: 'Esgotado o tempo limite do pedido.',
    stats: (a, s, r) =>
      `Estatísticas do Ping para ${a}:\n    Pacotes: Enviados = ${s}, Recebidos = ${r}, Perdidos = ${s - r} (${percent(s, r)}% de\n             perda),`,
    times: 'Aproximar um número redondo de vezes em milissegundos:\n    Mínimo = 9ms, Máximo = 14ms, Média = 11ms',
    notFound: h => `A solicitação ping não pôde encontrar o host ${h}. Verifique o nome e tente novamente.`,
  },
  it: {
    header: h => `Esecuzione di Ping ${h} con 32 byte di dati:`,
    reply: (a, ms) => `Risposta da ${a}: byte=32 durata=${ms}ms TTL=117`,
    reply6: a => `Risposta da ${a}: durata<1ms`,
    unreachable: a => `Risposta da ${a}: Host di destinazione non raggiungibile.`,
    timedOut: 'Richiesta scaduta.',
    stats: (a, s, r) =>
      `Statistiche Ping per ${a}:\n    Pacchetti: Trasmessi = ${s}, Ricevuti = ${r},\n    Persi = ${s - r} (${percent(s, r)}% persi),`,
    times:
      'Tempo approssimativo percorsi andata/ritorno in millisecondi:\n    Minimo = 9ms, Massimo =  14ms, Medio =  11ms',
    notFound: h => `Impossibile trovare l'host ${h}. Verificare che il nome sia corretto e riprovare.`,
  },
  pl: {
    header: h => `Badanie ${h} z 32 bajtami danych:`,
    reply: (a, ms) => `Odpowiedź z ${a}: bajtów=32 czas=${ms}ms TTL=117`,
    reply6: a => `Odpowiedź z ${a}: czas<1 ms`,
    unreachable: a => `Odpowiedź z ${a}: Host docelowy jest nieosiągalny.`,
    timedOut: 'Upłynął limit czasu żądania.',
    stats: (a, s, r) =>
      `Statystyka badania ping dla ${a}:\n    Pakiety: Wysłane = ${s}, Odebrane = ${r}, Utracone = ${s - r}\n             (${percent(s, r)}% straty),`,
    times:
      'Szacunkowy czas błądzenia pakietów w millisekundach:\n    Minimum = 9 ms, Maksimum = 14 ms, Czas średni = 11 ms',
    notFound: h => `Żądanie polecenia ping nie może znaleźć hosta ${h}. Sprawdź nazwę i ponów próbę.`,
  },
  ru: {
    header: h => `Обмен пакетами с ${h} с 32 байтами данных:`,
    reply: (a, ms) => `Ответ от ${a}: число байт=32 время=${ms}мс TTL=117`,
    reply6: a => `Ответ от ${a}: время<1мс`,
    unreachable: a => `Ответ от ${a}: Заданный узел недоступен.`,
    timedOut: 'Превышен интервал ожидания для запроса.',
    stats: (a, s, r) =>
      `Статистика Ping для ${a}:\n    Пакетов: отправлено = ${s}, получено = ${r}, потеряно = ${s - r}\n    (${percent(s, r)}% потерь)`,
    times:
      'Приблизительное время приема-передачи в мс:\n    Минимальное = 9мсек, Максимальное = 14 мсек, Среднее = 11 мсек',
    notFound: h => `При проверке связи не удалось обнаружить узел ${h}.\nПроверьте имя узла и повторите попытку.`,
  },
  ja: {
    header: h => `${h}に ping を送信しています 32 バイトのデータ:`,
    reply: (a, ms) => `${a} からの応答: バイト数 =32 時間 =${ms}ms TTL=117`,
    reply6: a => `${a} からの応答: 時間 <1ms`,
    unreachable: a => `${a} からの応答: 宛先ホストに到達できません。`,
    timedOut: '要求がタイムアウトしました。',
    stats: (a, s, r) =>
      `${a} の ping 統計:\n    パケット数: 送信 = ${s}、受信 = ${r}、損失 = ${s - r} (${percent(s, r)}% の損失)、`,
    times: 'ラウンド トリップの概算時間 (ミリ秒):\n    最小 = 9ms、最大 = 14ms、平均 = 11ms',
    notFound: h => `ping 要求ではホスト ${h} が見つかりませんでした。ホスト名を確認してもう一度実行してください。`,
  },
  zh: {
    header: h => `正在 Ping ${h} 具有 32 字节的数据:`,
    reply: (a, ms) => `来自 ${a} 的回复: 字节=32 时间=${ms}ms TTL=117`,
    reply6: a => `来自 ${a} 的回复: 时间<1ms`,
    unreachable: a => `来自 ${a} 的回复: 无法访问目标主机。`,
    timedOut: '请求超时。',
    stats: (a, s, r) =>
      `${a} 的 Ping 统计信息:\n    数据包: 已发送 = ${s}，已接收 = ${r}，丢失 = ${s - r} (${percent(s, r)}% 丢失)，`,
    times: '往返行程的估计时间(以毫秒为单位):\n    最短 = 9ms，最长 = 14ms，平均 = 11ms',
    notFound: h => `Ping 请求找不到主机 ${h}。请检查该名称，然后重试。`,
  },
};

const NAME = 'desk7.corp.example';
const ADDRESS = '198.51.100.7';

describe.each(Object.entries(LANGUAGES))('ping of Windows in %s', (_, words) => {
  const named = words.header(`${NAME} [${ADDRESS}]`);
  const bare = words.header(ADDRESS);
  const reply = words.reply(ADDRESS, 12);
  const both = { host: NAME };
  test.each<[string, string, string, { host: string }]>([
    [
      'answers by name',
      [named, reply, reply, reply, reply, words.stats(ADDRESS, 4, 4), words.times].join('\n'),
      'path: answers · name: resolves · quality: good',
      both,
    ],
    [
      'answers by address',
      [bare, reply, reply, words.stats(ADDRESS, 2, 2), words.times].join('\n'),
      'path: answers',
      { host: ADDRESS },
    ],
    [
      'silent',
      [bare, words.timedOut, words.timedOut, words.stats(ADDRESS, 2, 0)].join('\n'),
      'path: silent',
      { host: ADDRESS },
    ],
    [
      'lossy',
      [named, reply, words.timedOut, words.timedOut, reply, words.stats(ADDRESS, 4, 2), words.times].join('\n'),
      'path: lossy · name: resolves · quality: lossy',
      both,
    ],
    [
      'unreachable counts as received',
      [bare, words.unreachable('192.0.2.44'), words.unreachable('192.0.2.44'), words.stats(ADDRESS, 2, 2)].join('\n'),
      'path: no-route',
      { host: ADDRESS },
    ],
    [
      'time-outs without statistics',
      [bare, words.timedOut, words.timedOut, words.timedOut].join('\n'),
      'path: silent',
      { host: ADDRESS },
    ],
    ['one time-out and a cut', [bare, words.timedOut].join('\n'), 'nothing', { host: ADDRESS }],
    ['not found', `C:\\>ping ${NAME}\n${words.notFound(NAME)}`, 'name: not-found', both],
    ['not found, without the command', words.notFound(NAME), 'name: not-found', both],
    ['not found, another host', words.notFound('other.corp.example'), 'nothing', both],
    [
      'IPv6 has no TTL',
      [words.header(`${NAME} [2001:db8::7]`), words.reply6('2001:db8::7'), words.reply6('2001:db8::7')].join('\n'),
      'path: answers · name: resolves',
      both,
    ],
    [
      'another host',
      [words.header('203.0.113.200'), words.timedOut, words.timedOut].join('\n'),
      'nothing',
      { host: ADDRESS },
    ],
  ])('%s', (_title, text, expected, target) => expectReading(text, script(expected), target));
});

test.each<[string, string, string, string]>([
  [
    'linux answers',
    `$ ping -c 2 desk7\nPING desk7 (198.51.100.7) 56(84) bytes of data.\n64 bytes from desk7 (198.51.100.7): icmp_seq=1 ttl=63 time=0.4 ms\n64 bytes from desk7 (198.51.100.7): icmp_seq=2 ttl=63 time=0.5 ms\n\n--- desk7 ping statistics ---\n2 packets transmitted, 2 received, 0% packet loss, time 1001ms\nrtt min/avg/max/mdev = 0.4/0.5/0.5/0.0 ms`,
    'path: answers · name: resolves',
    'desk7',
  ],
  [
    'linux, host unreachable',
    `PING 198.51.100.7 (198.51.100.7) 56(84) bytes of data.\nFrom 192.0.2.1 icmp_seq=1 Destination Host Unreachable\nFrom 192.0.2.1 icmp_seq=2 Destination Host Unreachable\n\n--- 198.51.100.7 ping statistics ---\n2 packets transmitted, 0 received, +2 errors, 100% packet loss, time 1010ms`,
    'path: no-route',
    '198.51.100.7',
  ],
  [
    'linux, network unreachable',
    'user@box:~$ ping 198.51.100.7\nping: connect: Network is unreachable',
    'path: no-route',
    '198.51.100.7',
  ],
  ['linux, unknown', 'ping: desk7: Name or service not known', 'name: not-found', 'desk7'],
  ['linux, no answer from DNS', 'ping: desk7: Temporary failure in name resolution', 'name: no-answer', 'desk7'],
  ['linux in German, unknown', 'ping: desk7: Der Name oder der Dienst ist nicht bekannt', 'name: not-found', 'desk7'],
  ['linux in French, no answer', 'ping: desk7: Échec temporaire dans la résolution du nom', 'name: no-answer', 'desk7'],
  [
    'linux in German, statistics',
    'PING desk7 (198.51.100.7) 56(84) Bytes an Daten.\n\n--- desk7 Ping-Statistik ---\n3 Pakete übertragen, 0 empfangen, 100% Paketverlust, Zeit 2040ms',
    'path: silent · name: resolves',
    'desk7',
  ],
  ['mac, unknown', 'ping: cannot resolve desk7: Unknown host', 'name: not-found', 'desk7'],
  [
    'mac, no route',
    'PING 198.51.100.7 (198.51.100.7): 56 data bytes\nping: sendto: No route to host\nRequest timeout for icmp_seq 0\nping: sendto: Host is down',
    'path: no-route',
    '198.51.100.7',
  ],
  [
    'mac, router tells',
    'PING 198.51.100.7 (198.51.100.7): 56 data bytes\n92 bytes from 192.0.2.1: Destination Host Unreachable\n--- 198.51.100.7 ping statistics ---\n2 packets transmitted, 0 packets received, 100.0% packet loss',
    'path: no-route',
    '198.51.100.7',
  ],
  ['busybox, unknown', "ping: bad address 'desk7'", 'name: not-found', 'desk7'],
  [
    'busybox, answers',
    'PING desk7 (198.51.100.7): 56 data bytes\n64 bytes from 198.51.100.7: seq=0 ttl=64 time=1.2 ms\n--- desk7 ping statistics ---\n1 packets transmitted, 1 packets received, 0% packet loss',
    'path: answers · name: resolves',
    'desk7',
  ],
  [
    'mac over IPv6',
    'PING6(56=40+8+8 bytes) 2001:db8::9 --> 2001:db8::7\n16 bytes from 2001:db8::7, icmp_seq=0 hlim=64 time=1.1 ms\n\n--- desk7 ping6 statistics ---\n1 packets transmitted, 1 packets received, 0.0% packet loss',
    'path: answers',
    'desk7',
  ],
  [
    'general failure',
    'Pinging 198.51.100.7 with 32 bytes of data:\nPING: transmit failed. General failure.\nPING: transmit failed. General failure.\n\nPing statistics for 198.51.100.7:\n    Packets: Sent = 2, Received = 0, Lost = 2 (100% loss),',
    'path: no-route',
    '198.51.100.7',
  ],
  [
    'TTL expired on the way',
    'Pinging 198.51.100.7 with 32 bytes of data:\nReply from 192.0.2.1: TTL expired in transit.\nReply from 192.0.2.1: TTL expired in transit.',
    'path: no-route',
    '198.51.100.7',
  ],
  [
    'the last of two runs',
    'C:\\>ping 198.51.100.7\n\nPinging 198.51.100.7 with 32 bytes of data:\nRequest timed out.\nRequest timed out.\n\nC:\\>ping 198.51.100.7\n\nPinging 198.51.100.7 with 32 bytes of data:\nReply from 198.51.100.7: bytes=32 time=1ms TTL=128\nReply from 198.51.100.7: bytes=32 time=1ms TTL=128',
    'path: answers',
    '198.51.100.7',
  ],
  [
    'of two hosts, the wanted one',
    'Pinging 203.0.113.1 with 32 bytes of data:\nReply from 203.0.113.1: bytes=32 time=1ms TTL=64\n\nPinging 198.51.100.7 with 32 bytes of data:\nRequest timed out.\nRequest timed out.',
    'path: silent',
    '198.51.100.7',
  ],
  [
    'ping -a looks a name up the other way round',
    'C:\\>ping -a 198.51.100.7\n\nPinging desk7 [198.51.100.7] with 32 bytes of data:\nReply from 198.51.100.7: bytes=32 time=1ms TTL=128',
    'path: answers',
    '198.51.100.7',
  ],
  [
    'statistics alone may mean "unreachable"',
    'Ping statistics for 198.51.100.7:\n    Packets: Sent = 4, Received = 4, Lost = 0 (0% loss),',
    'nothing',
    '198.51.100.7',
  ],
])('%s', (_, text, expected, host) => expectReading(text, script(expected), { host }));

test('without a target, hosts that differ tell nothing', () => {
  const text =
    'Pinging 203.0.113.1 with 32 bytes of data:\nReply from 203.0.113.1: bytes=32 time=1ms TTL=64\n\nPinging 198.51.100.7 with 32 bytes of data:\nRequest timed out.\nRequest timed out.';
  expectReading(text, {});
});

test('slow replies are reported', () => {
  const text =
    'PING 198.51.100.7 (198.51.100.7): 56 data bytes\n64 bytes from 198.51.100.7: icmp_seq=0 ttl=49 time=300 ms\n64 bytes from 198.51.100.7: icmp_seq=1 ttl=49 time=310 ms\n64 bytes from 198.51.100.7: icmp_seq=2 ttl=49 time=305 ms\n--- 198.51.100.7 ping statistics ---\n3 packets transmitted, 3 packets received, 0.0% packet loss\nround-trip min/avg/max/stddev = 300.0/305.0/310.0/4.0 ms';
  expectReading(text, { path: 'answers', quality: 'slow' }, { host: '198.51.100.7' });
});

test('findings carry counts, host and tool as typed fields', () => {
  const [, path] = read(
    'Pinging desk7 [198.51.100.7] with 32 bytes of data:\nRequest timed out.\n\nPing statistics for 198.51.100.7:\n    Packets: Sent = 1, Received = 0, Lost = 1 (100% loss),',
    { target: { host: 'desk7' } },
  ).findings;
  expect(path).toEqual({
    question: 'path',
    answer: 'silent',
    source: 'transcript',
    detail: { tool: 'ping', host: 'desk7', sent: 1, received: 0 },
  });
});
