/**
 * The frame of the app: the places to go (below, or beside beyond 900 px), and the page.
 * The page's own heading takes the focus when the page changes, so that the eye and the screen reader begin there.
 */
import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { EyeOff } from 'lucide';
import { Button } from '../kit/Button';
import { Corner } from '../kit/corner';
import { Icon } from '../kit/Icon';
import { Pill } from '../kit/Pill';
import { focusHeading } from './focus';
import { LiveRegion } from './LiveRegion';
import type { Place, Tab } from './navigation';
import './shell.css';

export interface ShellProps {
  readonly places: readonly Place[];
  readonly tab: Tab | null;
  /** Changes with the page; the focus moves to the new page's heading. */
  readonly page: string;
  /** Things in the inbox that nobody has looked at. */
  readonly unseen: number;
  /** Records on this tablet alone. */
  readonly notSent: number;
  readonly onCover: () => void;
  /** `page`: one task, without the places to go; `screen`: the whole glass for itself, as the pad. */
  readonly frame?: 'app' | 'page' | 'screen' | undefined;
  readonly children: ComponentChildren;
}

export function Shell(props: ShellProps) {
  const main = useRef<HTMLElement>(null);
  const first = useRef(true);
  useEffect(() => {
    // On the very first page the browser's own focus is left alone.
    const opening = first.current;
    first.current = false;
    return opening ? undefined : focusHeading(main.current);
  }, [props.page]);
  const frame = props.frame ?? 'app';
  return (
    <div class={`shell shell-as-${frame}`}>
      {frame === 'app' ? <Navigation {...props} main={main} /> : null}
      <div class={frame === 'screen' ? undefined : 'shell-page'}>
        <Corner.Provider value={<State notSent={props.notSent} onCover={props.onCover} />}>
          <main id="main" ref={main} tabIndex={-1}>
            {props.children}
          </main>
        </Corner.Provider>
      </div>
      <LiveRegion />
    </div>
  );
}

/** What follows the pad at the pad's own address: a page where there was a whole glass, with the focus on its heading. */
export function WithinScreen({ children }: { readonly children: ComponentChildren }) {
  const page = useRef<HTMLDivElement>(null);
  useEffect(() => focusHeading(page.current), []);
  return (
    <div class="shell-page">
      <div class="shell-within" ref={page}>{children}</div>
    </div>
  );
}

interface Main {
  readonly main: { readonly current: HTMLElement | null };
}

function Skip({ main }: Main) {
  return (
    <a
      class="skip"
      href="#main"
      onClick={(event) => {
        event.preventDefault();
        focusHeading(main.current);
      }}
    >
      Go to the content
    </a>
  );
}

/** At the head of every page: what is not sent, and the cover. */
function State({ notSent, onCover }: Pick<ShellProps, 'notSent' | 'onCover'>) {
  return (
    <div class="corner">
      {notSent === 0 ? null : (
        <Pill kind="waiting" href="/where">
          {notSent} not sent<span class="corner-more"> yet</span>
        </Pill>
      )}
      <Button kind="quiet" icon={EyeOff} onPress={onCover} name="Cover the screen">
        Cover
      </Button>
    </div>
  );
}

function Navigation({ places, tab, unseen, main }: Pick<ShellProps, 'places' | 'tab' | 'unseen'> & Main) {
  return (
    <nav class="tabs" aria-label="Places">
      {/* Within, for something may be said above it that is to be pressed: it is not the page's first link then. */}
      <Skip main={main} />
      <ul>
        {places.map((place) => (
          <li key={place.tab}>
            <a class="tab" href={place.href} aria-current={place.tab === tab ? 'page' : undefined}>
              <Icon of={place.icon} />
              <span>{place.label}</span>
              {place.tab === 'inbox' && unseen > 0 ? (
                <span class="tab-count">
                  {unseen}
                  <span class="heard"> new</span>
                </span>
              ) : null}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}
