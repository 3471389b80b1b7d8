import type { QuestionId } from '../../vocabulary.ts';

/** A sentence of a dialog, folded, from its beginning; what it proves, and its id in the catalogue of wordings. */
export interface Wording {
  readonly sentence: RegExp;
  readonly message?: string;
  readonly means?: readonly [QuestionId, string];
}

export const WORDINGS: readonly Wording[] = [
  {
    sentence:
      /^(?:an authentication error has occurred.{0,300}|.{0,600})(?:credssp encryption oracle remediation|fwlink\/\?linkid=866660)/,
    message: 'credssp-encryption-oracle-remediation',
    means: ['nla', 'unpatched'],
  },
  {
    sentence:
      /^(?:the remote computer .{0,120}requires network level authentication|der remotecomputer .{0,120}erfordert die authentifizierung auf netzwerkebene|l'ordinateur distant .{0,120}necessite l'authentification au niveau|el equipo remoto .{0,120}requiere autenticacion a nivel de red|o computador remoto .{0,120}requer a autenticacao no nivel da rede|il computer remoto .{0,120}richiede l'autenticazione a livello di rete|удаленныи компьютер .{0,120}требует проверки подлинности на уровне сети)/,
    message: 'nla-required',
    means: ['security', 'nla'],
  },
  {
    sentence:
      /^(?:the remote session was disconnected because there (?:are|were) no (?:remote desktop|terminal server) (?:client access )?licens\S{1,3}|the remote session was disconnected because there are no remote desktop license servers|no remote desktop licen[sc]e servers? (?:are|is) available|die remotesitzung wurde getrennt, da keine remotedesktop-lizenzserver|la session a distance a ete deconnectee.{0,60}licence|la sesion remota se desconecto.{0,60}licencia|a sessao remota foi desconectada.{0,60}licenca|la sessione remota e stata disconnessa.{0,60}licenze|удаленныи сеанс отключен.{0,60}лицензи)/,
    message: 'no-license-server',
    means: ['license', 'refused'],
  },
  {
    sentence:
      /^(?:your credentials did not work|the credentials that were used to connect to .{1,260} did not work|the logon attempt failed|ihre anmeldeinformationen funktionieren nicht|die anmeldeinformationen, die .{0,200} verwendet wurden|der anmeldeversuch ist fehlgeschlagen|vos informations d'identification n'ont pas fonctionne|echec de la tentative d'ouverture de session|las credenciales no funcionaron|sus credenciales no funcionaron|error en el intento de inicio de sesion|suas credenciais nao funcionaram|falha na tentativa de logon|le credenziali (?:specificate )?non (?:sono valide|hanno funzionato)|tentativo di accesso non riuscito|twoje poswiadczenia nie zadzialaly|proba logowania nie powiodla sie|недопустимые учетные данные|ваши учетные данные не работают|попытка входа не удалась|資格情報が機能しませんでした|ログオンできませんでした|你的凭据不工作|您的凭据不工作|登录没有成功|we couldn't connect to the remote pc because (?:the|your) (?:user name|username|credentials|password))/,
    message: 'credentials-did-not-work',
    means: ['credentials', 'rejected'],
  },
  {
    sentence:
      /^(?:the connection was denied because the user account is not authorized for remote log|die verbindung wurde verweigert, (?:da|weil) das benutzerkonto nicht fur (?:die )?remoteanmeldung|la connexion a ete refusee car le compte d'utilisateur n'est pas autorise|se ha denegado la conexion porque la cuenta de usuario no esta autorizada|a conexao foi negada porque a conta de usuario nao esta autorizada|la connessione e stata negata perche l'account utente non e autorizzato|polaczenie zostalo odrzucone, poniewaz konto uzytkownika nie jest|подключение было запрещено, так как учетная запись|to sign in remotely, you need the right to sign in through remote desktop services|to log on to this remote computer, you must be granted the allow log on through)/,
    message: 'not-authorized-for-remote-login',
    means: ['credentials', 'not-permitted'],
  },
  {
    sentence:
      /^(?:we couldn't connect to the remote pc because )?(?:the |your )?(?:user )?account (?:has been |is |is currently |was )locked|^as a security precaution, the user account has been locked|^(?:das benutzerkonto (?:ist|wurde) .{0,40}gesperrt|das konto ist .{0,30}gesperrt)/,
    message: 'account-locked-too-many-attempts',
    means: ['credentials', 'locked'],
  },
  {
    sentence:
      /^(?:we couldn't connect .{0,60}because )?(?:the |your )(?:user )?password (?:has |is )expired|^you must change your password before logging on|^(?:ihr kennwort ist abgelaufen|das kennwort ist abgelaufen)/,
    message: 'password-expired',
    means: ['credentials', 'expired'],
  },
  {
    sentence:
      /^(?:another user (?:has )?connected to the remote computer, so your connection was lost|ein anderer benutzer hat (?:eine verbindung|sich) .{0,60}remotecomputer|un autre utilisateur s'est connecte a l'ordinateur distant|otro usuario se conecto al equipo remoto|outro usuario (?:se )?conectou(?:-se)? ao computador remoto|un altro utente si e connesso al computer remoto)/,
    message: 'another-user-connected',
    means: ['other-session', 'someone'],
  },
  {
    sentence:
      /^(?:remote desktop can't find the computer|der computer .{1,260} (?:kann|konnte) nicht gefunden werden|remotedesktop kann den computer .{1,260} nicht finden|le bureau a distance ne (?:trouve pas|parvient pas a trouver) l'ordinateur|escritorio remoto no (?:puede encontrar|encuentra) el equipo|a area de trabalho remota nao (?:consegue|conseguiu) (?:encontrar|localizar) o computador|impossibile trovare il computer|не удается наити компьютер)/,
    message: 'computer-not-found',
    means: ['name', 'not-found'],
  },
  {
    sentence:
      /^(?:your computer can't connect to the remote computer because the remote desktop gateway server(?:'s)? (?:address is unreachable|is temporarily unavailable|is unavailable)|(?:this|your) computer can't connect .{0,80}gateway server .{0,40}(?:unreachable|unavailable))/,
    message: 'gateway-temporarily-unavailable',
    means: ['gateway', 'unreachable'],
  },
  {
    sentence:
      /^remote desktop cannot verify the identity of the remote computer because there is a time or date difference/,
    message: 'time-or-date-difference',
    means: ['clock', 'skewed'],
  },
  { sentence: /^the certificate is not from a trusted certifying authority/, means: ['tls', 'untrusted'] },
  {
    sentence: /^the certificate (?:has expired or is not yet valid|has expired|is expired)/,
    means: ['tls', 'expired'],
  },
  {
    sentence: /^(?:the server name on the certificate is incorrect|the name on the certificate does not match)/,
    means: ['tls', 'wrong-name'],
  },
  {
    sentence:
      /^your computer could not connect to another console session on the remote computer because you already have a console session/,
    message: 'console-session-in-progress',
  },
  {
    sentence: /^remote desktop can't connect to the remote computer for one of these reasons/,
    message: 'cant-connect-for-one-of-these-reasons',
  },
  { sentence: /^your remote desktop services session has ended/, message: 'rds-session-has-ended' },
  { sentence: /^an internal error has occurred\.?(?:\s|$)/, message: 'internal-error' },
];
