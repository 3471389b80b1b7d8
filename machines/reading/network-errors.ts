import { fold } from './clean.ts';
import type { Observation } from './observation.ts';

/** What the operating system says when a connection cannot be made, as far as it tells the kinds apart. */
export type NetworkError =
  | 'refused'
  | 'timed-out'
  | 'reset'
  | 'prohibited'
  | 'host-unreachable'
  | 'network-unreachable'
  | 'name-unknown'
  | 'name-no-answer';

/**
 * The wordings of strerror(3), gai_strerror(3) and Winsock in our languages, folded; Winsock's numbers first, which no
 * translation touches. Order matters: the name errors mention hosts, the unreachable ones networks.
 */
const WORDINGS: readonly (readonly [NetworkError, RegExp])[] = [
  ['refused', /\b(?:wsaeconnrefused|econnrefused|10061|(?:errno[= ]|os error )111|kind: connectionrefused)\b/],
  ['timed-out', /\b(?:wsaetimedout|etimedout|10060|(?:errno[= ]|os error )110|kind: timedout)\b/],
  ['host-unreachable', /\b(?:wsaehostunreach|ehostunreach|10065|(?:errno[= ]|os error )113|kind: hostunreachable)\b/],
  [
    'network-unreachable',
    /\b(?:wsaenetunreach|enetunreach|10051|(?:errno[= ]|os error )101|kind: networkunreachable)\b/,
  ],
  ['name-unknown', /\b(?:enotfound|wsahost_not_found|11001)\b/],
  ['name-no-answer', /\b(?:eai_again|wsatry_again|11002)\b/],
  [
    'name-no-answer',
    /temporary failure in name resolution|temporarer fehler bei der namensauflosung|echec temporaire dans la resolution|fallo temporal en la resolucion|falha temporaria na resolucao|errore temporaneo nella risoluzione|tymczasowy blad (?:w )?rozwiazywani|временныи сбои в разрешении|名前解決に一時的に失敗|(?:域名|名字)解析(?:出现)?(?:暂时|临时)/,
  ],
  [
    'name-unknown',
    /name or service not known|unknown host|nodename nor servname|no address associated with (?:host)?name|name does not resolve|no such host is known|no such host\b|could not resolve host|bad address '|name oder (?:der )?dienst (?:ist )?nicht bekannt|der host ist unbekannt|der angegebene host ist unbekannt|nom ou service inconnu|hote inconnu|nombre o servicio desconocido|host desconocido|nome ou servico desconhecido|nome o servizio sconosciuto|nieznana nazwa lub usluga|неизвестное имя или служба|имя или служба не известны|этот хост неизвестен|名前またはサービスが不明|そのようなホストは不明|未知的名称或服务|不知道这样的主机/,
  ],
  [
    'prohibited',
    /administratively prohibited|communication prohibited|host prohibited|packet filtered|admin-prohibited|net-prohibited|host-prohibited|permission denied|forbidden by its access permissions/,
  ],
  [
    'refused',
    /connection refused|actively refused|refused the network connection|verbindungsaufbau abgelehnt|verbindung verweigert|zielcomputer die verbindung verweigerte|connexion refusee|l'ordinateur cible l'a expressement refusee|conexion (?:rehusada|rechazada)|denego expresamente|conexao recusada|ligacao recusada|recusou(?:-as)? ativamente|connessione rifiutata|(?:rifiuto|rifiutato) persistente|polaczenie odrzucone|aktywnie go odmawia|в соединении отказано|отверг запрос на подключение|接続を拒否されました|接続を拒否|によって拒否された|拒絕連線|拒绝连接|连接被拒绝|积极拒绝|連線被拒/,
  ],
  [
    'timed-out',
    /^timeout\.?$|timed[ -]?out|i\/o timeout|timeout was reached|did not properly respond after a period of time|timeout period expired|timeouterror|wartezeit fur die verbindung|zeituberschreitung|nach einer bestimmten zeitspanne nicht richtig reagiert|expiration du delai|delai d'attente|convenablement repondu|expiro el tiempo|tiempo de espera|no respondio adecuadamente|tempo esgotado|tempo limite|nao respondeu corretamente|connessione scaduta|tempo scaduto|non ha risposto correttamente|przekrocz\S{1,5} czas|limit czasu|nie odpowiedzial(?:a|o)? poprawnie|время ожидания|таимаут|не получен нужныи отклик|タイムアウト|正常に応答しなかった|连接超时|操作超时|没有正确答复|没有反应/,
  ],
  [
    'reset',
    /connection reset|broken pipe|von der gegenseite|reinitialise|conexion reinicializada|conexao fechada|connessione interrotta|сброс|разорвано другои|接続が相手|連線被.*重設|连接被.*重置|forcibly closed/,
  ],
  [
    'network-unreachable',
    /network is unreachable|network is down|unreachable network|network unreachable|netzwerk ist nicht erreichbar|reseau n'est pas accessible|la red es inaccesible|la red no es accesible|rede esta fora de alcance|rede (?:esta )?inacessivel|rete non (?:e )?raggiungibile|siec jest niedostepna|сеть недоступна|ネットワークに(?:届き|到達でき)|网络不可达|網路無法連線/,
  ],
  [
    'host-unreachable',
    /no route to host|host is down|host is unreachable|host unreachable|unreachable host|keine route zum|aucun chemin d'acces|aucune route|no existe ninguna ruta|no hay ruta|nao ha rota|sem rota|nessun instradamento|nessuna route|brak trasy do|нет маршрута|ホストへの経路がありません|没有到主机的路由|沒有到主機的路由/,
  ],
];

/** The kind of failure that a line names, or undefined. */
export function networkErrorIn(line: string): NetworkError | undefined {
  const folded = fold(line.slice(0, 600));
  return WORDINGS.find(([, wording]) => wording.test(folded))?.[0];
}

/** What a failed TCP connection proves. */
export function afterConnect(error: NetworkError, about: Omit<Observation, 'question' | 'answer'>): Observation {
  switch (error) {
    case 'refused':
      return { ...about, question: 'port', answer: 'refused' };
    case 'timed-out':
      return { ...about, question: 'port', answer: 'silent' };
    case 'reset':
      return { ...about, question: 'port', answer: 'resets' };
    case 'prohibited':
      return { ...about, question: 'port', answer: 'rejected' };
    case 'host-unreachable':
    case 'network-unreachable':
      return withoutPort({ ...about, question: 'path', answer: 'no-route' });
    case 'name-unknown':
      return withoutPort({ ...about, question: 'name', answer: 'not-found' });
    case 'name-no-answer':
      return withoutPort({ ...about, question: 'name', answer: 'no-answer' });
  }
}

/** A name or a way is the same for every port. */
function withoutPort(observation: Observation): Observation {
  const { port: _, ...rest } = observation;
  return rest;
}
