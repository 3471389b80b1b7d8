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
  ['another group', 'BUILTIN\\Users   Alias            S-1-5-32-545   Mandatory group', 'nothing'],
]);
