export { School as default } from './team_forms.tsx';
