import { beforeEach, expect, test, vi } from 'vitest';
import { go, here, match, path, type RouterWindow, startRouter } from './router';

const ROUTES = { today: '/', case: '/case/:case', record: '/case/:case/record/:record' } as const;

test('an address finds its route and its ids', () => {
  expect(match(ROUTES, '/')).toEqual({ name: 'today', params: {} });
  expect(match(ROUTES, '/case/q7_x/')).toEqual({ name: 'case', params: { case: 'q7_x' } });
  expect(match(ROUTES, '/case/a/record/b')).toEqual({ name: 'record', params: { case: 'a', record: 'b' } });
  expect(match(ROUTES, '/nowhere')).toBeNull();
});

test('what could be a name is no id, in neither direction', () => {
  expect(match(ROUTES, '/case/Kai%20Brennan')).toBeNull();
  expect(() => path(ROUTES, 'case', { case: 'Kai Brennan' })).toThrow(RangeError);
  expect(() => path(ROUTES, 'case')).toThrow(RangeError);
});

test('a route and its ids make the address that finds them', () => {
  expect(path(ROUTES, 'today')).toBe('/');
  expect(path(ROUTES, 'record', { case: 'a', record: 'b-_' })).toBe('/case/a/record/b-_');
});

class Window {
  readonly listeners = new Map<string, (event: Event) => void>();
  readonly location = { pathname: '/caseload', origin: 'https://beside.test', href: 'https://beside.test/caseload' };
  readonly history = { length: 1, pushState: vi.fn(), replaceState: vi.fn(), back: vi.fn() };
  readonly scrollTo = vi.fn();
  addEventListener(name: string, listener: (event: Event) => void): void {
    this.listeners.set(name, listener);
  }
  removeEventListener(name: string): void {
    this.listeners.delete(name);
  }
}

let window: Window;
let stop: () => void;

beforeEach(() => {
  window = new Window();
  stop = startRouter(window as unknown as RouterWindow);
});

test('going somewhere changes the address, keeps a way back, and begins at the top', () => {
  go('/inbox');
  expect(here.value).toBe('/inbox');
  expect(window.history.pushState).toHaveBeenCalledWith(null, '', '/inbox');
  expect(window.scrollTo).toHaveBeenCalledWith(0, 0);
  go('/more', { replace: true });
  expect(window.history.replaceState).toHaveBeenCalledTimes(1);
  stop();
});

test('going where one is does nothing', () => {
  go('/caseload');
  expect(window.history.pushState).not.toHaveBeenCalled();
  stop();
});

test('the browser’s own way back is followed', () => {
  window.location.pathname = '/where';
  window.listeners.get('popstate')?.(new Event('popstate'));
  expect(here.value).toBe('/where');
  stop();
});

test('a stopped router hears nothing and goes nowhere', () => {
  stop();
  expect(window.listeners.size).toBe(0);
  go('/inbox');
  expect(here.value).toBe('/caseload');
});
