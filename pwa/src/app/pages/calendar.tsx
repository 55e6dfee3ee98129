export { Calendar as default } from './team_forms.tsx';
