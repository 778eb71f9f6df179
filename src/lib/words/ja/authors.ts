import type { Translation } from '../translation.ts';

export const authors: Translation = {
  'authors.title': 'コミットの作成者',
  'authors.lead':
    'スマート コミットは、Jira で作成者として実行されます。作成者は、まずプロフィール メニューの「自分の GitLab ID」ページで本人がリンクした GitLab ユーザー、次に下の一覧、最後にコミットのメール アドレス (そのアドレスを持つ有効な Jira ユーザーが 1 人だけの場合) で決まります。',
  'authors.notAdded': '作成者は追加されませんでした。下の印の付いた項目を修正してください。',
  'authors.byAddress': 'メール アドレスによる割り当て',
  'authors.address': 'コミットのアドレス',
  'authors.jiraUser': 'Jira ユーザー',
  'authors.gitlabUser': 'GitLab ユーザー',
  'authors.since': '登録日時',
  'authors.actions': '操作',
  'authors.remove': '削除',
  'authors.removeLink': '{name} (@{username})',
  'authors.first': '最初の {count, number} 件を表示しています。',
  'authors.noAddress': 'アドレスは登録されていません。',
  'authors.email': '作成者のメール アドレス',
  'authors.email.hint': 'コミットに書かれているとおりに入力してください。大文字と小文字は区別されません。',
  'authors.email.fault': 'コミットに書かれているとおりにアドレスを入力してください。',
  'authors.person': 'Jira ユーザーを検索',
  'authors.person.hint': '名前またはメール アドレスの先頭部分を入力してください。',
  'authors.person.choose': 'Jira ユーザーを検索して選択してください。',
  'authors.person.notActive': 'この Jira ユーザーは無効です。別のユーザーを選択してください。',
  'authors.person.more': 'ほかにも見つかりました。名前の続きを入力してください。',
  'authors.person.nobody': 'この先頭部分の名前やアドレスを持つユーザーは Jira で見つかりません。',
  'authors.linked': '本人によるリンク',
  'authors.linked.none':
    'GitLab ユーザーをリンクした人はまだいません。「自分の GitLab ID」は、Jira のプロフィール メニューにあります。',
};
