/**
 * The ladder: one exchange, "Ada" and "Hello, Ada!", in eleven steps from {@code socket()} to a typed call by name over
 * any transport. Each step is a package that can be read alone, and has a page in {@code docs/ladder}.
 *
 * <p>This package runs the steps: {@link dev.socle.examples.ladder.Ladder} shows one of them or compares all.
 */
@NullMarked
package dev.socle.examples.ladder;

import org.jspecify.annotations.NullMarked;
