// One element of an XML document, and where it stands, worked out only when somebody asks.
import type { Position } from './format.js';

export interface XmlAttribute { name: string; namespace: string; value: string }

/** One element. `name` is without prefix, `index` counts same-named siblings from 1, `position` is that of its `<`. */
export interface XmlElement {
  readonly position: Position;
  readonly name: string;
  readonly namespace: string;
  readonly index: number;
  readonly parent?: XmlElement;
  readonly attributes: readonly XmlAttribute[];
  readonly children: readonly XmlElement[];
  /** Its own character data, references resolved, line ends as XML has them (`\n`). White space that only sets children apart is left out. */
  readonly text: string;
  /** The text is white space only, or none. */
  readonly isBlank: boolean;
}

export const NO_ATTRIBUTES: readonly XmlAttribute[] = Object.freeze([]);
const NO_CHILDREN: readonly XmlElement[] = Object.freeze([]);

const FEW = 32;

/** The name of an element: as it is written, without its prefix, and with the scope it was found in; `next` began the element after one so named, last time. */
export interface Name { readonly codes: Uint16Array; readonly local: string; readonly namespace: string; readonly scope: Scope; next?: Name }

/** What prefixes stand for ('' is the default), with the names already read under it; `kept` for documents to come. */
export interface Scope { readonly bindings: ReadonlyMap<string, string>; readonly names: Map<number, Name>; readonly kept: boolean }

/** A class for its getters: most documents are in order, and nobody asks where their elements stand. */
export class Element implements XmlElement {
  children: readonly XmlElement[] = NO_CHILDREN;
  text = '';
  isBlank = true;
  /** 0 until somebody asks. */
  private ordinal = 0;

  constructor(
    readonly called: Name, readonly parent: Element | undefined, readonly attributes: readonly XmlAttribute[],
    private readonly at: number, private readonly place: (offset: number) => Position,
  ) {}

  get name(): string { return this.called.local; }
  get namespace(): string { return this.called.namespace; }
  get scope(): Scope { return this.called.scope; }
  get position(): Position { return this.place(this.at); }

  get index(): number {
    if (this.ordinal > 0) return this.ordinal;
    const siblings = (this.parent?.children ?? [this]) as readonly Element[];
    if (siblings.length > FEW) Element.count(siblings);
    else this.ordinal = this.countBefore(siblings) + 1;
    return this.ordinal;
  }

  private countBefore(siblings: readonly Element[]): number {
    let count = 0;
    for (let i = 0; siblings[i] !== this; i += 1) if (siblings[i]!.name === this.name) count += 1;
    return count;
  }

  /** Among few siblings the ones before are counted; among many all at once, so that asking each of them stays linear. */
  private static count(siblings: readonly Element[]): void {
    const counts = new Map<string, number>();
    for (const sibling of siblings) {
      sibling.ordinal = (counts.get(sibling.name) ?? 0) + 1;
      counts.set(sibling.name, sibling.ordinal);
    }
  }

  add(child: Element): void {
    if (this.children === NO_CHILDREN) this.children = [child];
    else (this.children as XmlElement[]).push(child);
  }
}
