/** The words of Windows' ping, language by language; numbers, brackets and TTL are the same in all. */
export interface Language {
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

export const LANGUAGES: Readonly<Record<string, Language>> = {
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
