import type { Translation } from '../translation.ts';

export const identity: Translation = {
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
};
