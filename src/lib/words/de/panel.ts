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
};
