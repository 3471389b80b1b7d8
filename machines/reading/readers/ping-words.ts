/**
 * Words of Windows' ping in ten languages, folded (lower case, no accents) with room for signs that a code page
 * destroyed. Used where no number or address can tell.
 */

/** The whole line, or its beginning where the paste was cut. */
export const NOT_FOUND: readonly RegExp[] = [
  /^ping request could not find host/,
  /^unknown host /,
  /^ping-anforderung konnte host/,
  /^la requ\S{1,3}te ping n'a pas pu trouver/,
  /^la solicitud de ping no pudo encontrar el host/,
  /^(?:a solicitac\S{1,3}o|o pedido|a solicitacao de|o pedido de)(?: de)? ping n\S{1,3}o (?:p\S{1,3}de|conseguiu) (?:encontrar|localizar)/,
  /^(?:ping )?n\S{1,3}o (?:foi possivel|p\S{1,3}de) (?:encontrar|localizar) o (?:host|anfitri)/,
  /^(?:impossibile trovare l'host|la richiesta (?:di )?ping non (?:ha trovato|riesce a trovare))/,
  /^\S{1,3}\S{0,3}danie polecenia ping nie mo\S{1,3}e znale\S{1,6} hosta/,
  /^(?:zadanie|polecenie) .{0,20}ping nie mo.{1,3}e znale.{1,6} hosta/,
  /^при проверке связи не удалось обнаружить узел/,
  /^ping.{0,20}ホスト(?=.{1,260}見つかりません)/,
  /^ping 请求找不到主机/,
  /^ping 要求找不到主機/,
];

/** A line that says nothing but "time-out". */
export const TIMED_OUT =
  /^(?:request timed out|zeit\S{1,3}berschreitung der anforderung|d\S{1,3}lai d.{1,3}attente de la demande d\S{1,3}pass\S{1,3}|tiempo de espera agotado para esta solicitud|esgotado o tempo limite do pedido|o pedido excedeu o tempo limite|tempo limite do pedido (?:excedido|esgotado)|richiesta scaduta|up\S{1,3}yn\S{1,3}\S{1,2} limit czasu \S{1,3}\S{0,3}dania|превышен интервал ожидания для запроса|要求がタイムアウトしました|请求超时|要求等候逾時)[.。!]?$/;

export const UNREACHABLE =
  /unreachable|general failure|ttl expired|time to live exceeded|transmit failed|nicht erreichbar|allgemeiner fehler|gultigkeitsdauer|fehler bei der ubertragung|impossible de joindre|inaccessible|d\S{1,3}faillance g\S{1,3}n\S{1,3}rale|echec general|inaccesible|error general|tiempo de vida|inacess\S{1,3}vel|falha geral|inalcancavel|vida util|non raggiungibile|errore generale|scadut. durante|nie\s?osi\S{1,3}galn|blad ogolny|b\S{1,3}d og\S{1,3}lny|недоступ|общии сбои|превышен срок жизни|到達できません|一般エラー|转发|无法访问|常见故障|一般故障|無法連線|生存时间|传输中过期/;
