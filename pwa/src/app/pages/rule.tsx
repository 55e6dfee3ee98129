export { Rule as default } from './team_forms.tsx';
