import type { Translation } from '../translation.ts';

export const identity: Translation = {
  'identity.lead':
    'どの GitLab ユーザーがあなたなのかを登録すると、あなたが書いたスマート コミットが Jira であなたとして実行されます。GitLab であなたのものと確認されたすべてのメール アドレスが対象です。',
  'identity.linked':
    '<gitlab>@{username}</gitlab> ({person}) に {since} からリンク済み。確認済みアドレス {count, plural, other {# 件}}。',
  'identity.notLinked':
    'リンクされていません。コミットのメール アドレスが Jira であなたのものとわかる場合に、あなたのものとして扱われます。',
  'identity.link': 'リンク',
  'identity.link.of': '{host} のユーザーをリンク',
  'identity.unlink': 'リンクを解除',
  'identity.unlink.of': '{host} のリンクを解除',
  'identity.notAuthorized':
    'この GitLab のアカウントは現在承認されていません。Jira 管理者が「DVCS アカウント」で承認できます。',
  'identity.how':
    'GitLab にサインインし、アクセスを 1 回許可します。アプリは名前と確認済みのメール アドレスを読み取ると、アクセス権 (GitLab は <code>api</code> 全体を付与します) をすぐに返却し、ユーザー名とアドレスを保存します。アドレスは、照合用にハッシュ化し、ここに表示するために暗号化して保存されます。GitLab でアドレスを変更したときは、リンクを解除してからもう一度リンクしてください。',
  'identity.none': 'GitLab はまだありません',
  'identity.none.hint':
    'まず Jira 管理者が GitLab のグループまたは個人ネームスペースをリンクする必要があります。',
  'identity.continue.sure':
    '[続行] をクリックする前に、{host} にご自身としてサインインしていることを確認してください。',
  'identity.continue.scope':
    'アプリケーションにはこれより狭いスコープがないため、GitLab は API 全体 (<code>api</code>) へのあなたとしてのアクセスをこのアプリに許可するよう求めます。アプリは名前と確認済みのメール アドレスだけを読み取り、その後すぐに、または GitLab が応答し次第、アクセス権を取り消します。GitLab のプロフィールの [アプリケーション] で、ご自身で取り消すこともできます。有効時間は 10 分です。',
  'identity.continue.cancel': 'キャンセル',
  'identity.continue.error':
    'GitLab にエラー ページが表示された場合は、その内容を Jira 管理者に伝えてください。GitLab のアプリケーションを修正する必要があります。',
  'identity.nobody':
    'このコミットの作成者のメール アドレスを持つユーザーが Jira にいないか、表示されません。作成者が Jira の「自分の GitLab ID」ページで GitLab ユーザーをリンクするか、Jira 管理者が「コミットの作成者」にアドレスを追加できます。',
  'identity.several':
    'このコミットの作成者のメール アドレスを持つ Jira ユーザーが複数いる可能性があります。作成者が Jira の「自分の GitLab ID」ページで GitLab ユーザーをリンクするか、Jira 管理者が「コミットの作成者」にアドレスを追加できます。',
  'identity.switchedOff':
    'このコミットの作成者のメール アドレスを持つ Jira ユーザーは無効です。サイト管理者がユーザーを再度有効にするか、Jira 管理者が「コミットの作成者」でこのアドレスに別のユーザーを割り当てられます。',
  'identity.inactive.linked':
    'この GitLab ユーザーをリンクした人は、Jira で無効になっています。Jira 管理者が「コミットの作成者」で修正するか、サイト管理者がユーザーを再度有効にできます。',
  'identity.inactive.mapped':
    '「コミットの作成者」の一覧でこの作成者に割り当てられた Jira ユーザーは、Jira で無効になっています。Jira 管理者が「コミットの作成者」で修正するか、サイト管理者がユーザーを再度有効にできます。',
  'identity.title': '自分の GitLab ID',
  'identity.addresses': 'あなたのものとして扱われるアドレス',
  'identity.addresses.older':
    '{count, plural, other {# 件のアドレスは、このページで表示できるようになる前にリンクされました。}}確認するには、リンクを解除してからもう一度リンクしてください。',
  'identity.mapped': '管理者があなたのものとして登録したアドレス',
  'identity.act.title': 'GitLab でご自身として作成する',
  'identity.act.off':
    '許可すると、Jira から作成するブランチとマージリクエストはあなたとして作成されます。アプリはそのために GitLab へのあなたとしてのアクセスを暗号化して保存し、ほかのことには使いません。いつでもここで取り消せます。',
  'identity.act.on':
    'Jira から作成するブランチとマージリクエストはあなたとして作成されます。許可日時: {since}。',
  'identity.act.over':
    '{since} に許可した内容を GitLab はもう受け付けません。GitLab 側で取り消されています。ご自身として作成するには、もう一度許可してください。',
  'identity.act.allow': 'アプリが私として作成することを許可',
  'identity.act.allow.of': 'アプリが私として作成することを許可 ({host})',
  'identity.act.stop': '取り消す',
  'identity.act.stop.of': 'アプリが {host} で私としてできることを取り消す',
  'identity.act.refused':
    'GitLab はこのアプリがあなたとして操作することをもう認めていません。Jira の「自分の GitLab ID」でもう一度許可してください。',
  'identity.act.scope':
    'アプリケーションにはこれより狭い権限がないため、GitLab は API 全体 (<code>api</code>) へのあなたとしてのアクセスを許可するよう求めます。アプリは、このページで取り消されるまでそれを暗号化して保存し、あなたが求めたときにブランチとマージリクエストを作成し、そのためにブランチを検索することだけに使います。有効時間は 10 分です。',
  'identity.missing': 'フォームに不足があります。ページを再読み込みしてください。',
  'identity.noAccount':
    '現在、この GitLab のアカウントはリンクされていません。「DVCS アカウント」を確認するよう Jira 管理者に依頼してください。',
  'identity.noGitlab': 'フォームに GitLab の指定がありません。ページを再読み込みしてください。',
  'identity.notActive':
    'この Jira サイトであなたのユーザーは無効になっています。管理者に問い合わせてください。',
  'identity.loadingMine': 'あなたのスマート コミットを読み込んでいます…',
};
