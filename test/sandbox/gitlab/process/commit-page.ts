import type { Answer, SandboxRequest } from '../http/exchange.ts';
import { escape, page } from '../oauth/pages.ts';
import type { GitlabSandbox } from '../sandbox.ts';
import { fullPath } from '../world/model.ts';
import type { Project, User } from '../world/model.ts';

/** People who can be chosen, the first made first: not the authors of a loaded history. */
const mostPeople = 12;

/**
 * `/_sandbox/commit`: a page on which a visitor of the demo writes the message of a commit, in place of git. What is sent
 * is pushed to the default branch, and the webhooks go out.
 */
export function commitPage(sandbox: GitlabSandbox, request: SandboxRequest): Answer {
  const form = new URLSearchParams(request.method === 'POST' ? request.body : '');
  const asked = { message: '', project: '', author: '', ...Object.fromEntries(form) };
  const done = request.method === 'POST' ? pushed(sandbox, asked) : '';
  const { projects, users } = sandbox.world.state;
  const open = [...projects.values()].filter((one) => !one.archived && one.defaultBranch !== null);
  const people = [...users.values()].filter(({ state }) => state === 'active').slice(0, mostPeople);
  const body = `${done}
    <form method="post" id="commit">
      <label>Project ${select('project', open.map(choiceOfProject), asked.project)}</label>
      <label>Author ${select('author', people.map(choiceOfUser), asked.author)}</label>
      <label>Message <textarea name="message" rows="3" cols="60" required>${escape(asked.message)}</textarea></label>
      <button type="submit">Commit and push</button>
    </form>`;
  return page('Commit \u00b7 GitLab', body, 200);
}

type Choice = { readonly value: string; readonly label: string };

function pushed(
  { world }: GitlabSandbox,
  asked: { message: string; project: string; author: string },
): string {
  const project = world.project(asked.project);
  const { name, email } = world.user(asked.author);
  const [sha = ''] = world.push(project, project.defaultBranch ?? 'main', [
    { message: asked.message, authorName: name, authorEmail: email },
  ]);
  return `<p role="status">Pushed ${sha.slice(0, 8)} to ${escape(fullPath(project))} as ${escape(name)}.</p>`;
}

function choiceOfProject(project: Project): Choice {
  return { value: fullPath(project), label: fullPath(project) };
}

function choiceOfUser({ username, name, email }: User): Choice {
  return { value: username, label: `${name} <${email}>` };
}

function select(name: string, choices: readonly Choice[], chosen: string): string {
  const options = choices.map(
    ({ value, label }) =>
      `<option value="${escape(value)}"${value === chosen ? ' selected' : ''}>${escape(label)}</option>`,
  );
  return `<select name="${name}">${options.join('')}</select>`;
}
