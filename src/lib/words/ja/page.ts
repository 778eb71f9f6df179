import type { Translation } from '../translation.ts';

export const page: Translation = {
  'words.verbatim': '{words}',
  'page.opensGitlab': '(GitLab を開きます)',
  'page.opensJira': '(Jira を開きます)',
  'page.noConnection.title': '接続できません',
  'page.noConnection.message':
    'ページからアプリに接続できませんでした。接続を確認して、もう一度お試しください。保存した内容は失われていません。',
  'page.copied': 'コピー済み',
  'page.copiedAnnounced': 'コピーしました。',
  'page.copyByHand': 'Ctrl+C を押してコピーしてください。',
  'shell.loading': '読み込み中…',
  'shell.tryAgain': '再試行',
  'shell.reload': '再読み込み',
};
