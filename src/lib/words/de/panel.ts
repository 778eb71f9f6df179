import type { Translation } from '../translation.ts';

export const panel: Translation = {
  'panel.chart.code': 'Commits und Merge Requests pro Woche',
  'panel.chart.delivery': 'Builds und Deployments pro Woche',
  'panel.chart.cycle': 'Vom ersten Commit bis zur Produktion, pro Woche',
  'panel.chart.commit': 'Commits',
  'panel.chart.opened': 'Geöffnete Merge Requests',
  'panel.chart.merged': 'Gemergte Merge Requests',
  'panel.chart.build': 'Builds',
  'panel.chart.deployment': 'Deployments',
  'panel.chart.median': 'Median',
  'panel.chart.most': '85. Perzentil',
  'panel.chart.issues': 'Vorgänge',
  'panel.chart.days': '{count, number} T',
  'panel.chart.hours': '{count, number} h',
  'panel.noIssue':
    'Diesen Vorgang gibt es nicht, oder Sie dürfen ihn nicht sehen. Fragen Sie einen Administrator seines Projekts.',
  'panel.issueUnknown':
    'Jira sagt gerade nicht, wer diesen Vorgang sehen darf. Versuchen Sie es in einer Minute erneut.',
  'panel.onIssue': 'Diese Seite gehört zu einem Vorgang. Öffnen Sie sie an einem Vorgang in Jira.',
  'panel.projectUnknown':
    'Jira sagt gerade nicht, wer dieses Projekt sehen darf. Versuchen Sie es in einer Minute erneut.',
  'panel.noProject':
    'Dieses Projekt gibt es nicht, oder Sie dürfen es nicht sehen. Fragen Sie einen Jira-Administrator.',
  'panel.onProject': 'Diese Seite gehört zu einem Projekt. Öffnen Sie sie in einem Projekt in Jira.',
};
