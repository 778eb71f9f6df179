import type { errors as english } from '../en/errors.ts';
import type { TranslationOf } from '../translation.ts';

export const errors: TranslationOf<typeof english> = {
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
};
