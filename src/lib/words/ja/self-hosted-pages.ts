import type { Translation } from '../translation.ts';

export const selfHostedPages: Translation = {
  'selfHosted.held': '課題に関わるすべてのもの（{unsent}）',
  'selfHosted.needsBoth':
    'アプリケーション リンクのクライアント ID とクライアント シークレットの両方が必要です。',
  'selfHosted.site.title': 'Jira: {name}',
  'selfHosted.site.version': 'バージョン',
  'selfHosted.site.jira': 'Jira {version}',
  'selfHosted.site.unknown': 'まだ不明です。アプリのアクセスが許可されると Jira に問い合わせます。',
  'selfHosted.site.access': 'アクセス',
  'selfHosted.site.byLink': 'アプリケーション リンク経由、{name} として',
  'selfHosted.site.byToken': '{name} の個人用アクセス トークン',
  'selfHosted.site.lacks': '利用できないもの',
  'selfHosted.lacks.tokens':
    '他のアプリケーションからのアクセス（Jira 8.14 以降）。何も送信できません。代わりに、Jira 自身の DVCS コネクターが、ホスト「GitHub Enterprise」としてこのサーバーから読み取れます。',
  'selfHosted.lacks.links':
    '他のアプリケーション用のアプリケーション リンク（Jira 8.22 以降）。アプリは個人用アクセス トークンでアクセスします。',
  'selfHosted.lacks.link':
    'アプリケーション リンク（このバージョンで利用可能）。アプリは個人用アクセス トークンだけでアクセスしています。',
  'selfHosted.lacks.signIn':
    'そのため、Jira を通じたサインイン。ページはこのサーバーの運用者のサインイン リンクで開き、自分の GitLab ユーザーを示すことはできません。',
  'selfHosted.lacks.actAs':
    'そのため、作成者としての操作。スマート コミットはアプリのユーザーとして実行され、誰によるものかが示されます。',
  'selfHosted.lacks.development':
    '開発情報（どのバージョンでも）。ブランチ、マージリクエスト、ビルド、デプロイ、フィーチャーフラグは課題のリンクになり、コミットは課題に表示されません。',
  'selfHosted.authorized.signIn':
    '次に、Jira の管理者が Jira を通じてサインインし、GitLab アカウントをリンクします。他の人も一度サインインすると、アプリがその人として操作できるようになります。',
  'selfHosted.authorized.signIn.button': 'サインイン',
  'selfHosted.authorized.byOperator':
    '次に、このサーバーの運用者が管理者用のサインイン リンクを発行し、管理者が GitLab アカウントをリンクします: <code>npm run cli -- tenants sign-in-link --tenant {tenant}</code>',
  'selfHosted.setUp.title': 'Jira Data Center を接続',
  'selfHosted.setUp.linkHint':
    'このリンクで、Jira Data Center または Jira Server をこのサーバーに接続するページを 1 回だけ開けます。',
  'selfHosted.setUp.noToken': 'このアドレスは不完全です。# より後ろも含めて、すべてコピーしてください。',
  'selfHosted.setUp.begin': '開始',
  'selfHosted.setUp.linkGone':
    'このリンクは使えません。使用済みか、1 日を過ぎたか、不完全です。このサーバーの運用者に新しいリンクを依頼してください。',
  'selfHosted.setUp.ended':
    'このセットアップは終了しています。完了したか、2 時間を過ぎたか、別のブラウザーで開始されています。このサーバーの運用者に新しいリンクを依頼してください。',
  'selfHosted.setUp.tooMany': 'Jira の接続の試行回数が多すぎます。{until} にもう一度お試しください。',
  'selfHosted.setUp.steps': '手順',
  'selfHosted.setUp.step.address': 'アドレス',
  'selfHosted.setUp.step.access': 'アクセス',
  'selfHosted.setUp.step.consent': '許可',
  'selfHosted.setUp.where': 'Jira の場所',
  'selfHosted.setUp.address': 'Jira のアドレス',
  'selfHosted.setUp.address.hint':
    'ブラウザーで開くアドレス。Jira が動作するパスまで含めます: https://jira.example.com または https://example.com/jira',
  'selfHosted.setUp.next': '次へ',
  'selfHosted.setUp.where.help': '必要なもの',
  'selfHosted.setUp.where.version': 'Jira 8.14 以降。8.22 以降では Jira を通じてサインインできます。',
  'selfHosted.setUp.where.path':
    'Jira の<strong>「システム」>「一般設定」</strong>に表示されるベース URL。このサーバーから接続でき、証明書が信頼されている必要があります。',
  'selfHosted.setUp.where.cloud': 'Jira Cloud は、アプリまたは OAuth 認証情報という別の方法で接続します。',
  'selfHosted.setUp.isCloud':
    'これは Jira Cloud です。アプリをインストールするか、このサーバーの運用者が OAuth 認証情報で追加してください: 「npm run cli -- tenants add-credentials」',
  'selfHosted.setUp.tooOld':
    'この Jira {version} は、他のアプリケーションのアクセスを許可できません（{oldest} 以降の機能）。Jira を更新するか、Jira 自身の DVCS コネクターが、ホスト「GitHub Enterprise」としてこのサーバーから読み取るようにしてください。',
  'selfHosted.setUp.below': 'Jira は {address} で応答しています。このアドレスを入力してください。',
  'selfHosted.setUp.leadsTo':
    '{site} は Jira として応答せず、{to} に転送されます。現在の Jira のアドレスを入力するか、REST API（/rest/）へのリクエストをログイン ページなしで通過させてください。',
  'selfHosted.setUp.noJira':
    '{site} で応答しているのは Jira ではありません。アドレスを確認してください。Jira が動作するパスが抜けているか、REST API（/rest/）の前にプロキシやログイン ページがあります。',
  'selfHosted.setUp.found': 'Jira {version} が {site} で応答しています。',
  'selfHosted.setUp.foundUnknown':
    'Jira が {site} で応答しています。バージョンは、サインインしていない相手には公開されていません。',
  'selfHosted.setUp.ownUrl':
    'Jira 自身のアドレスは {address} です。普段このアドレスで Jira を開く場合は、こちらを入力してください。',
  'selfHosted.setUp.lacksLinks':
    'このバージョンにはアプリケーション リンクがありません（Jira 8.22 以降の機能）。アプリは個人用アクセス トークンでアクセスし、Jira を通じたサインインはできず、スマート コミットはアプリのユーザーとして実行されます。',
  'selfHosted.setUp.link': 'アプリケーション リンク',
  'selfHosted.setUp.back': '別のアドレス',
  'selfHosted.setUp.link.help': 'Jira で作成する',
  'selfHosted.setUp.link.create':
    'Jira の管理者として、<strong>「アプリケーション リンク」>「リンクを作成」>「外部アプリケーション」</strong>を開き、方向は<strong>「受信」</strong>を選びます。',
  'selfHosted.setUp.link.fill':
    '上のリダイレクト URL を入力し、権限は<strong>「書き込み」</strong>を選びます。',
  'selfHosted.setUp.link.copy': 'クライアント ID とクライアント シークレットが表示されます。',
  'selfHosted.setUp.clientRefused':
    'このクライアント ID とシークレットのアプリケーション リンクは Jira にありません。Jira のリンクから両方をもう一度コピーしてください。',
  'selfHosted.setUp.token': '個人用アクセス トークン',
  'selfHosted.setUp.token.instead': '代わりに個人用アクセス トークンを使う',
  'selfHosted.setUp.token.hint':
    'Jira でアプリが使うユーザーのトークン。プロフィールの<strong>「個人用アクセス トークン」</strong>で作成します。トークンは個人のものです。このサーバーが自社のものである場合にだけ入力してください。',
  'selfHosted.setUp.needsToken': 'トークンが必要です。',
  'selfHosted.setUp.connect': '接続',
  'selfHosted.setUp.consent': 'Jira でアクセスを許可',
  'selfHosted.setUp.consent.who':
    'アプリケーション リンクを確認しました。アプリが使うユーザーで {site} にサインインし、アクセスを許可してください。',
  'selfHosted.setUp.consent.once':
    'ボタンは 24 時間以内に 1 回だけ使えます。別のブラウザーで続けるには、ボタンのアドレスをコピーしてください。',
};
