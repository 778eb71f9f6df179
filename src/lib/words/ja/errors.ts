import type { Translation } from '../translation.ts';

export const errors: Translation = {
  'errors.title.bad_request': 'リクエストに問題があります',
  'errors.title.unauthorized': 'サインインしていません',
  'errors.title.forbidden': '許可されていません',
  'errors.title.not_found': '見つかりません',
  'errors.title.gone': 'すでに存在しません',
  'errors.title.conflict': 'すでに存在します',
  'errors.title.too_large': '大きすぎます',
  'errors.title.rate_limited': 'リクエストが多すぎます',
  'errors.title.unavailable': '現在利用できません',
  'errors.title.timeout': '時間内に応答がありません',
  'errors.title.unreachable': '接続できません',
  'errors.title.address_refused': 'アドレスが拒否されました',
  'errors.title.bad_certificate': '証明書が信頼されていません',
  'errors.title.redirected': '別の場所にリダイレクトされました',
  'errors.title.unexpected_answer': '予期しない応答',
  'errors.title.needs_authorization': '再承認が必要です',
  'errors.title.feature_disabled': 'オフになっています',
  'errors.title.cancelled': '停止しました',
  'errors.title.configuration': '設定されていません',
  'errors.title.internal': 'こちら側で問題が発生しました',
  'errors.requestId': '繰り返し発生する場合は、管理者に次の番号を伝えてください: <code>{id}</code>',
  'errors.noSuchAddress': 'このアドレスには何もありません。Jira に戻り、そこからページを開いてください。',
  'errors.tooLarge':
    'リクエストが、このアドレスで受け付けられる大きさを超えています。送信する量を減らしてください。',
  'errors.unreadable': 'リクエストを読み取れません。内容を確認して、もう一度送信してください。',
  'errors.unforeseen': 'こちら側で問題が発生しました。ログに記録されています。もう一度お試しください。',
  'errors.gitlab.notAccepted':
    'GitLab がこのアカウントの承認を受け付けなくなりました。アカウントを再承認してください。',
  'errors.gitlab.wait': 'GitLab から待機を求められています。読み込みは自動的に再開されます。',
  'errors.gitlab.redirected':
    'GitLab がリクエストを別のアドレスにリダイレクトしました。アカウントのホスト URL を確認してください。',
  'errors.gitlab.scope':
    '承認にスコープ「api」が含まれていません。GitLab のアプリケーションで「api」を選択し、アカウントを再承認してください。',
  'errors.gitlab.mergeRequestsOff': 'このプロジェクトではマージリクエストがオフになっています。',
  'errors.gitlab.hidden': 'このアカウントを承認したユーザーには、GitLab でこのプロジェクトが表示されません。',
  'errors.gitlab.undocumented':
    'GitLab の応答がドキュメントと異なります。途中で応答が書き換えられていないか確認してください。',
  'errors.gitlab.deleted': 'このプロジェクトは削除されました。GitLab に数日間保持されます。',
  'errors.jira.issueBusy': '別のユーザーがこの課題を Jira で変更しています。再試行されます。',
  'errors.jira.undocumented': 'Jira によるこのリポジトリの情報が、ドキュメントと異なる形式です。',
  'errors.formTooLarge': 'フォームが大きすぎます。送信する量を減らしてください。',
  'errors.noAddress':
    '呼び出せるアドレスではありません。ユーザー名とパスワードを含めず、https:// または http:// で始めてください。',
  'errors.stopped': '応答の前に停止しました。再実行されます。',
  'errors.gitlab.what.branches': 'ブランチ',
  'errors.gitlab.what.commits': 'コミット',
  'errors.gitlab.what.feature-flags': 'フィーチャーフラグ',
  'errors.gitlab.what.merge-requests': 'マージリクエスト',
  'errors.gitlab.what.the-group': 'グループ',
  'errors.gitlab.what.the-user-account': 'ユーザー アカウント',
  'errors.gitlab.what.users': 'ユーザー',
  'errors.gitlab.what.webhooks': 'Webhook',
  'errors.gitlab.what.pushes': 'プッシュ',
  'errors.gitlab.what.pipelines': 'パイプライン',
  'errors.gitlab.what.deployments': 'デプロイ',
  'errors.gitlab.none':
    'GitLab で{what}が表示されません。存在しないか、このアカウントを承認したユーザーに閲覧権限がありません (404)。',
  'errors.gitlab.couldNot': 'GitLab が{what}のリクエストに応答できませんでした ({status})。再試行されます。',
  'errors.gitlab.didNotAccept': 'GitLab が{what}のリクエストを受け付けませんでした ({status})。',
  'errors.gitlab.didNotAcceptBecause':
    'GitLab が{what}のリクエストを受け付けませんでした ({status}): {words}',
  'errors.gitlab.refuses':
    'GitLab が{what}を拒否しました (403)。このプロジェクトで機能がオフになっているか、アカウントを承認したユーザーに閲覧権限がありません。',
  'errors.gitlab.notJson':
    '{what}に関する GitLab の応答が JSON ではありません。GitLab の手前に別のものがありませんか?',
  'errors.gitlab.notAsDocumented':
    '{what}に関する GitLab の応答がドキュメントと異なります ({where}: {problem})。',
  'errors.host.cannotAnswer':
    '{host} は現在応答できません (HTTP {status})。しばらく待ってからもう一度お試しください。',
  'errors.host.noGitlab':
    '{host} に GitLab がありません。API が応答しません。GitLab のスタート ページでブラウザーに表示されるアドレスを、パスがある場合は https://example.com/gitlab のように含めて入力してください。',
  'errors.host.redirects':
    '{host} が別の場所にリダイレクトしています。GitLab の手前のサインイン ページやプロキシが原因の可能性があります。API (/api/v4) と /oauth を通すようにしてください。',
  'errors.host.redirectsTo':
    '{host} が別の場所にリダイレクトしています。GitLab が {base} にある場合は、それをホスト URL として入力してください。',
  'errors.host.notAsGitlab': '{host} の応答が GitLab のものではありません。ホスト URL を確認してください。',
  'errors.host.slowDown':
    '{host} から頻度を下げるよう求められています。1 分待ってからもう一度お試しください。',
  'errors.host.notWell': '{host} に問題が発生しています (HTTP {status})。後でもう一度お試しください。',
  'errors.host.useShown':
    '{host} が別の場所にリダイレクトしています。GitLab 自身に表示されるアドレスを使ってください。',
  'errors.host.refused': '{host} がリクエストを拒否しました (HTTP {status})。もう一度お試しください。',
  'errors.network.timeout':
    '{host} が時間内に応答しませんでした。サーバーが稼働していて、ファイアウォール越しにこのアプリから接続できることを確認してください。',
  'errors.network.certificateExpired': '{host} の証明書の有効期限が切れています。更新してください。',
  'errors.network.certificateOther':
    '{host} の証明書は別のホスト名のものです。証明書のホスト名を使うか、正しい証明書をインストールしてください。',
  'errors.network.certificateUntrusted':
    '{host} の証明書は信頼されていません。既知の認証局の証明書をチェーン全体とともにインストールするか、このアプリの運用者に NODE_EXTRA_CA_CERTS で認証局を追加するよう依頼してください。',
  'errors.network.notFound':
    '{host} のホスト名が見つかりません。つづりと、このアプリのネットワークで名前を解決できることを確認してください。',
  'errors.network.refuses':
    '{host} が接続を拒否しています。ポートと、サーバーが稼働していることを確認してください。',
  'errors.network.noHttps':
    '{host} が想定どおりに HTTPS で応答しません。http か https か、ポートを含めてアドレスを確認してください。',
  'errors.network.broke': '{host} が接続を切断しました。少し待ってからもう一度お試しください。',
  'errors.network.noWay':
    'このアプリのネットワークから {host} に到達できません。アドレスとファイアウォールを確認してください。',
  'errors.network.unreachable':
    '{host} に接続できません。アドレスと、途中のファイアウォールやプロキシを確認してください。',
  'errors.network.private':
    '{host} はプライベート アドレスです。このアプリは公開アドレスだけを呼び出します。自分のものである場合は、運用者に PRIVATE_HOSTS への追加を依頼してください。',
  'errors.jira.forbidden':
    'Jira がこのアプリの操作を許可していません。権限を得られるよう、Jira でアプリを更新または再インストールしてください。',
  'errors.jira.unavailable': 'Jira は現在利用できません ({status})。',
  'errors.jira.unexpected': 'Jira から予期しない応答がありました ({status})。',
  'errors.jira.itSaid': '{what}メッセージ: {words}',
  'errors.address.noUser': 'アドレスにユーザー名とパスワードを含めないでください。',
  'errors.address.noQuery': 'アドレスに「?」や「#」の部分を含めることはできません。{example}',
  'errors.address.https':
    'トークンを送信するため、アドレスは https:// で始める必要があります。http を使えるのは、このアプリの運用者が PRIVATE_HOSTS に登録したホストだけです。',
  'errors.answerTooLarge':
    '{host} の応答が {most, number} バイトを超えています。このアプリが一度に受け取れる量を超えています。アドレスが正しいか確認してください。',
  'errors.formUnreadable': 'フォームを読み取れません。',
  'errors.gitlab.graphql': 'GitLab の GraphQL がマージリクエストのリクエストを拒否しました: {words}',
  'errors.jira.refusesAll':
    'Jira が送信したものをすべて拒否しています。最後のメッセージ: {reason} 後で再試行され、データが失われることはありません。',
  'errors.jira.tooLarge': '単独でも Jira には大きすぎます。',
  'errors.jira.refusedSilently': 'Jira が理由を示さずに拒否しました。',
  'errors.jira.rejectedSilently': 'Jira が理由を示さずに却下しました。',
  'errors.jira.notDeleted': 'Jira がそれを削除しませんでした ({status})。{words}',
  'errors.jira.saidNothing': '理由は示されていません。',
  'errors.jira.mayNotLink':
    'アプリの Jira ユーザーには、このプロジェクトの課題をリンクする権限がありません。「課題のリンク」権限を付与してください。',
  'errors.jira.notTranslated': 'このアプリは、それを Jira 用に書き出せませんでした。',
  'errors.gitlab.what.a-deployment': 'デプロイ',
  'errors.gitlab.what.a-pipeline': 'パイプライン',
  'errors.gitlab.what.an-environment': '環境',
  'errors.gitlab.what.environments': '環境',
  'errors.gitlab.what.approvals': '承認',
  'errors.gitlab.what.changed-files': '変更されたファイル',
  'errors.gitlab.what.its-version': 'バージョン',
  'errors.gitlab.what.merge-requests-of-a-deployment': 'デプロイのマージリクエスト',
  'errors.gitlab.what.projects': 'プロジェクト',
  'errors.gitlab.what.reviewers': 'レビュアー',
  'errors.gitlab.what.test-reports': 'テスト レポート',
  'errors.gitlab.what.the-author-of-a-commit': 'コミットの作成者',
  'errors.gitlab.what.the-branch': 'ブランチ',
  'errors.gitlab.what.the-merge-request': 'マージリクエスト',
  'errors.gitlab.what.the-new-branch': '新しいブランチ',
  'errors.gitlab.what.the-new-merge-request': '新しいマージリクエスト',
  'errors.gitlab.what.the-project': 'プロジェクト',
  'errors.gitlab.what.the-team-or-user-account': 'チームまたはユーザー アカウント',
  'errors.gitlab.what.the-user': 'ユーザー',
  'errors.gitlab.what.the-version-of-GitLab': 'GitLab のバージョン',
  'errors.gitlab.what.the-addresses-of-the-user': 'ユーザーのメール アドレス',
};
