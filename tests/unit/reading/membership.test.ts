import { type Row, table } from './expect-reading.ts';

const GROUPS: readonly (readonly [string, string, string, string])[] = [
  ['en', 'Alias name     Remote Desktop Users', 'Members', 'The command completed successfully.'],
  ['de', 'Aliasname        Remotedesktopbenutzer', 'Mitglieder', 'Der Befehl wurde erfolgreich ausgeführt.'],
  ['fr', 'Nom alias      Utilisateurs du Bureau à distance', 'Membres', 'La commande s’est terminée correctement.'],
  ['es', 'Nombre de alias     Usuarios de escritorio remoto', 'Miembros', 'Se ha completado el comando correctamente.'],
  ['pt', 'Nome do alias  Usuários da área de trabalho remota', 'Membros', 'Comando concluído com êxito.'],
  ['it', 'Nome alias     Utenti desktop remoto', 'Membri', 'Esecuzione comando riuscita.'],
  ['pl', 'Nazwa aliasu   Użytkownicy pulpitu zdalnego', 'Członkowie', 'Polecenie zostało wykonane pomyślnie.'],
  ['ru', 'Псевдоним  Пользователи удаленного рабочего стола', 'Члены', 'Команда выполнена успешно.'],
  ['ja', 'エイリアス名   Remote Desktop Users', 'メンバー', 'コマンドは正常に終了しました。'],
  ['zh', '别名     Remote Desktop Users', '成员', '命令成功完成。'],
];
table(
  'net localgroup',
  GROUPS.flatMap(([language, head, members, done]): Row[] => {
    const text = (names: readonly string[], end = done) =>
      `${head}\n\n${members}\n\n${'-'.repeat(79)}\n${names.join('\n')}\n${end}`;
    return [
      [`${language}: member`, text(['ann', 'CORP\\bob']), 'membership: member', { user: 'CORP\\bob' }],
      [`${language}: not a member`, text(['ann', 'CORP\\bob']), 'membership: not-member', { user: 'carl' }],
      [`${language}: cut`, text(['ann'], ''), 'nothing', { user: 'carl' }],
      [`${language}: empty`, text([]), 'membership: not-member'],
      [`${language}: nobody named`, text(['ann']), 'nothing'],
      [`${language}: maybe through a group`, text(['CORP\\Domain Users']), 'nothing', { user: 'carl' }],
    ];
  }),
);
table('groups of a token', [
  [
    'whoami',
    'BUILTIN\\Remotedesktopbenutzer   Alias            S-1-5-32-555   Verbindliche Gruppe',
    'membership: member',
  ],
  [
    'gpresult, policy',
    '        GPO: Lockdown\n            Folder Id: SOFTWARE\\Policies\\Microsoft\\Windows NT\\Terminal Services\\fDenyTSConnections\n            Value:       1, 0, 0, 0\n            State:       Enabled'.replace(
      'Value:       ',
      'Value: ',
    ),
    'rdp-enabled: no',
  ],
  ['another group', 'BUILTIN\\Users   Alias            S-1-5-32-545   Mandatory group', 'nothing'],
]);

table('names in the place of numbers', [
  ['netstat without -n', '  TCP    BOX:ms-wbt-server      BOX:0                  LISTENING', 'listener: listening'],
  ['ss without -n', 'LISTEN 0      2                  *:ms-wbt-server             *:*', 'listener: listening'],
  [
    'a property that was asked for',
    'PS C:\\> (Get-ItemProperty "HKLM:\\System\\CurrentControlSet\\Control\\Terminal Server").fDenyTSConnections\n1\nPS C:\\>',
    'rdp-enabled: no',
  ],
  [
    'a service with Russian labels',
    'Имя_службы: TermService\n        Тип                : 30  WIN32\n        Состояние          : 4  RUNNING',
    'service-state: running',
  ],
]);
