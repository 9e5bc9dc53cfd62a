import {
  type ASTNode,
  type ASTVisitor,
  type FragmentDefinitionNode,
  Kind,
  type SelectionSetNode,
  type ValidationContext,
  type ValidationRule,
} from 'graphql';
import { REQUEST_LIMITS, tooComplex } from './requestLimits.ts';

/** Depth and number of aliases of a selection, its fragments expanded. */
interface Extent {
  readonly depth: number;
  readonly aliases: number;
}

/** Validation rule: limits depth, aliases and directives of a document. Each fragment is measured once. */
export const documentLimits: ValidationRule = (context: ValidationContext): ASTVisitor => {
  const measured = new Map<FragmentDefinitionNode, Extent>();
  return {
    OperationDefinition(operation) {
      checkDirectives(operation);
      const { depth, aliases } = measure(operation.selectionSet);
      if (depth > REQUEST_LIMITS.depth) context.reportError(tooComplex('depth', depth));
      if (aliases > REQUEST_LIMITS.aliases) context.reportError(tooComplex('aliases', aliases));
    },
    // All nodes other than operations.
    enter: checkDirectives,
  };

  function checkDirectives(node: ASTNode): void {
    const directives = 'directives' in node ? (node.directives?.length ?? 0) : 0;
    if (directives > REQUEST_LIMITS.directives) context.reportError(tooComplex('directives', directives));
  }

  function measure({ selections }: SelectionSetNode): Extent {
    let [depth, aliases] = [0, 0];
    for (const selection of selections) {
      const inner = extentOf(selection);
      depth = Math.max(depth, inner.depth);
      aliases += inner.aliases;
    }
    return { depth, aliases };
  }

  function extentOf(selection: SelectionSetNode['selections'][number]): Extent {
    if (selection.kind === Kind.FRAGMENT_SPREAD) return fragmentExtent(context.getFragment(selection.name.value));
    const inner = selection.selectionSet ? measure(selection.selectionSet) : { depth: 0, aliases: 0 };
    if (selection.kind === Kind.INLINE_FRAGMENT) return inner;
    return { depth: inner.depth + 1, aliases: inner.aliases + (selection.alias ? 1 : 0) };
  }

  /** A fragment that spreads itself counts once; the standard rules reject it. */
  function fragmentExtent(fragment: FragmentDefinitionNode | null | undefined): Extent {
    if (!fragment) return { depth: 0, aliases: 0 };
    const cached = measured.get(fragment);
    if (cached) return cached;
    measured.set(fragment, { depth: 0, aliases: 0 });
    const extent = measure(fragment.selectionSet);
    measured.set(fragment, extent);
    return extent;
  }
};
