import type { Translation } from '../translation.ts';

/** What waits, what stands in the way, and what leaves with an account. */
export const syncWaiting: Translation = {
  'sync.remove.title': 'アカウントを削除',
  'sync.remove.sure': 'アカウント「{name}」を Jira から削除しますか?',
  'sync.remove.pending': '一度も承認されていないため、ほかに失われるものはありません。',
  'sync.remove.loses': '一緒に失われるもの',
  'sync.remove.repositories':
    '{count, plural, other {# 件のリポジトリ}}が Jira とこのアプリから削除されます。',
  'sync.remove.entities':
    '{count, plural, other {# 件のブランチ、コミット、マージリクエスト、ビルド、デプロイ、フィーチャーフラグ}}が Jira の課題から削除されます。',
  'sync.remove.manyEntities':
    '{count, number} 件を超えるブランチ、コミット、マージリクエスト、ビルド、デプロイ、フィーチャーフラグが Jira の課題から削除されます。',
  'sync.remove.webhooks':
    '{count, plural, other {# 件の Webhook}}が GitLab から削除されます。GitLab のほかの内容は変更されません。',
  'sync.remove.kept':
    '{count, plural, other {# 件のリポジトリ}}は残ります。別のアカウントが同じプロジェクトを引き継ぎます。',
  'sync.remove.access':
    'アプリは GitLab へのアクセス権を手放します。元に戻すことはできません。復元するには、アカウントをもう一度リンクしてください。',
  'sync.remove.type': '確認のため {path} と入力してください',
  'sync.remove.mistyped':
    '何も削除されませんでした。上に表示されているとおりにパスを入力してください: {path}',
  'sync.remove.remove': '削除',
  'sync.remove.gone':
    'このアカウントはありません。削除された可能性があります。アカウントの一覧を確認してください。',
  'sync.waits.gitlab': 'GitLab を待っています',
  'sync.waits.gitlabUntil': '{until} まで GitLab を待っています',
  'sync.waits.jiraUntil': '{until} まで Jira を待っています',
  'sync.rejected': 'Jira が {count, number} 件を拒否',
  'sync.attention.nothingReachesJira': 'Jira に何も届いていません',
  'sync.attention.jiraLimits':
    'Jira がリクエストを制限しています。読み込んだ内容は保持され、自動的に送信されます。',
  'sync.attention.waitingForJira': 'Jira を待っています',
  'sync.attention.gitlabLimits':
    'GitLab がリクエストを制限しています。リポジトリの一覧の読み込みは自動的に再開されます。',
  'sync.attention.waitingForGitlab': 'GitLab を待っています',
  'sync.attention.listFailed': 'リポジトリの一覧を読み込めませんでした',
  'sync.attention.listAgain': 'リポジトリの一覧の読み込みを再試行しています',
  'sync.hook.ofGroup': 'グループのもの',
  'sync.hook.own': 'リポジトリのもの',
  'sync.hook.byHand': '手動',
  'sync.hook.off': 'GitLab でオフ',
  'sync.hook.none': 'なし',
  'sync.hook.notYet': '未作成',
  'sync.hook.later': '作成されるまで、GitLab での変更は次回の更新で反映されます。',
  'sync.hook.addedByHand': '手動で追加された Webhook',
  'sync.hook.triedAgain': '自動的に再試行されます。',
  'sync.hook.couldNot': 'Webhook をまだ作成できていません。',
  'sync.hook.noWebhook': 'Webhook がありません。',
  'sync.hook.without': '{count, plural, other {# 件のリポジトリ}}に Webhook がありません',
  'sync.hook.notAllowed': 'GitLab がアプリによる作成を許可しませんでした。',
  'sync.hook.orByHand': 'Webhook は手動でも追加できます。',
  'sync.hook.wasOff': 'Webhook が一時的にオフになっていました。',
  'sync.hook.isOff': 'GitLab が Webhook をオフにしました。',
  'sync.hook.lookedFor': 'その間の出来事は確認済みです。',
  'sync.hook.meanwhile':
    'その間の出来事は次回の更新で反映されます。1 時間ごと、リポジトリ自身の Webhook は 1 日ごとに再試行されます。',
  'sync.hook.missed': '{from} 以降のイベントが欠けている可能性があります。',
  'sync.hook.missedUntil': '{from} から {until} までのイベントが欠けている可能性があります。',
  'sync.hook.ofGroupAt': '<gitlab>GitLab のグループの Webhook</gitlab>',
  'sync.hook.ofProjectAt': '<gitlab>GitLab のプロジェクトの Webhook</gitlab>',
  'sync.hook.addByHand': '手動で追加',
  'sync.hook.addGroupByHand': 'グループに Webhook を 1 つ手動で追加',
  'sync.hook.calls': 'Webhook の呼び出し',
  'sync.hook.lastCalls': '最近の呼び出し',
  'sync.rejections.reason': 'Jira からのメッセージ: {reason}',
  'sync.rejections.more': '最初の {count, number} 件を表示しています。',
  'sync.rejections.none': 'その後、すべて Jira に受け付けられました。',
  'sync.api.devinfo': 'ブランチ、コミット、マージリクエスト',
  'sync.api.builds': 'ビルド',
  'sync.api.deployments': 'デプロイ',
  'sync.api.feature_flags': 'フィーチャーフラグ',
  'sync.waiting.title': '待機中のもの',
  'sync.waiting.table': '待機中のものの表',
  'sync.waiting.whom': '待っている相手',
  'sync.waiting.until': '期限',
  'sync.waiting.why': '理由',
  'sync.waiting.gitlab': 'GitLab',
  'sync.waiting.jira': 'Jira',
  'sync.waiting.turn': '順番',
  'sync.waiting.admin': 'Jira 管理者',
  'sync.waiting.user': '@{user} として読み込むものすべて',
  'sync.waiting.user.why':
    'GitLab から待機を求められています。@{user} は、1 人のユーザーに認められたリクエスト数を使い切りました。',
  'sync.waiting.imports': '@{user} として読み込むインポートとフル更新',
  'sync.waiting.imports.why':
    'GitLab がこのユーザーから現在受け付ける残りのリクエストは、最新の変更のために確保されています。',
  'sync.waiting.address': '{host} から読み込むものすべて',
  'sync.waiting.address.why': '{host} は、アカウントを問わず、このアプリに待機を求めています。',
  'sync.waiting.endpoint': '@{user} としての {endpoint} へのリクエスト',
  'sync.waiting.endpoint.why': 'GitLab はこれらを個別に制限しています。ほかの読み込みはすべて続行されます。',
  'sync.waiting.list': 'リポジトリの一覧',
  'sync.waiting.list.why': 'GitLab がリクエストを制限しています。一覧の読み込みは自動的に再開されます。',
  'sync.waiting.reading': '{count, plural, other {# 件のリポジトリ}}の読み込み',
  'sync.waiting.reading.why':
    'GitLab、または GitLab が認める範囲内のこのアカウントの割り当てに余裕ができると、自動的に再開されます。',
  'sync.waiting.runs': '{count, plural, other {# 件のリポジトリ}}のインポートまたは更新',
  'sync.waiting.runs.why':
    '1 つの Jira サイトで同時に読み込むリポジトリの数には限りがあります。{count, plural, =0 {} other {このアカウントでは現在 # 件を読み込んでいます。}}',
  'sync.waiting.unsent':
    '{count, plural, other {このアカウントの # 件{more, select, yes {以上} other {}}が未送信}}',
  'sync.waiting.lane.live': '最新の変更: {api} ({unsent})',
  'sync.waiting.lane.import': 'インポートと更新: {api} ({unsent})',
  'sync.waiting.jira.why':
    '現在 Jira はこれ以上のリクエストを受け付けません。読み込んだ内容は保持され、自動的に送信されます。',
  'sync.waiting.moving':
    '待機中のものはありません。{count, number} 件{more, select, yes {以上} other {}}の{count, plural, other {変更}}を Jira に送信しています。',
  'sync.waiting.beingRead':
    '待機中のものはありません。{count, plural, other {# 件のリポジトリ}}を読み込んでいます。',
  'sync.waiting.nothing': '待機中のものはありません。読み込んだものはすべて Jira に送信されました。',
  'sync.waiting.byItself': 'その間に失われるものはなく、すべて自動的に再開されます。',
  'sync.waiting.asOf': '{at} 時点。',
};
