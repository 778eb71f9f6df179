import { dayOf, verbatim } from '../../lib/words/say.ts';
import { activityCharts, cycleChart } from './charts.page.ts';
import { environmentsView } from './environments.page.ts';
import type { ProjectDevelopment, ProjectFigures } from './project-for.ts';
import { waitingView } from './waiting.page.ts';
import { mostIssues } from './cycle.store.ts';

/** What GitLab has of a Jira project: its last weeks, what waits for a review, what was deployed and how fast. */
export function projectPage(project: ProjectDevelopment): Readonly<Record<string, unknown>> {
  const { projectKey, projectName, figures, weeks } = project;
  const page = { title: verbatim(`GitLab: ${projectKey}`), projectKey, projectName };
  if (figures === undefined) return { ...page, isEmpty: true };
  return {
    ...page,
    since: dayOf(weeks[0] ?? project.now),
    ...activityCharts(figures.counts, weeks),
    waiting: waitingView(project, figures),
    environments: environmentsView(figures, weeks),
    cycle: cycleView(figures, weeks),
  };
}

function cycleView({ environments: { shown }, cycles }: ProjectFigures, weeks: readonly number[]) {
  const hasProduction = shown.some(({ type }) => type === 'production');
  const issues = cycles.reduce((sum, one) => sum + one.issues, 0);
  return {
    isUnknown: shown.length > 0 && !hasProduction,
    isEmpty: issues === 0,
    chart: issues === 0 ? undefined : cycleChart(cycles, weeks),
    issues,
    limit: cycles.some(({ looked }) => looked >= mostIssues) ? mostIssues : undefined,
  };
}
